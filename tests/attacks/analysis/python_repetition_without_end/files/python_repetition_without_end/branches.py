def f(x):
    if x == 0 and x or x:
        x += 0
    if x == 1 and x or x:
        x += 1
    if x == 2 and x or x:
        x += 2
    if x == 3 and x or x:
        x += 3
    if x == 4 and x or x:
        x += 4
    if x == 5 and x or x:
        x += 5
    if x == 6 and x or x:
        x += 6
    if x == 7 and x or x:
        x += 7
    if x == 8 and x or x:
        x += 8
    if x == 9 and x or x:
        x += 9
    if x == 10 and x or x:
        x += 10
    if x == 11 and x or x:
        x += 11
    if x == 12 and x or x:
        x += 12
    if x == 13 and x or x:
        x += 13
    if x == 14 and x or x:
        x += 14
    if x == 15 and x or x:
        x += 15
    if x == 16 and x or x:
        x += 16
    if x == 17 and x or x:
        x += 17
    if x == 18 and x or x:
        x += 18
    if x == 19 and x or x:
        x += 19
    if x == 20 and x or x:
        x += 20
    if x == 21 and x or x:
        x += 21
    if x == 22 and x or x:
        x += 22
    if x == 23 and x or x:
        x += 23
    if x == 24 and x or x:
        x += 24
    if x == 25 and x or x:
        x += 25
    if x == 26 and x or x:
        x += 26
    if x == 27 and x or x:
        x += 27
    if x == 28 and x or x:
        x += 28
    if x == 29 and x or x:
        x += 29
    if x == 30 and x or x:
        x += 30
    if x == 31 and x or x:
        x += 31
    if x == 32 and x or x:
        x += 32
    if x == 33 and x or x:
        x += 33
    if x == 34 and x or x:
        x += 34
    if x == 35 and x or x:
        x += 35
    if x == 36 and x or x:
        x += 36
    if x == 37 and x or x:
        x += 37
    if x == 38 and x or x:
        x += 38
    if x == 39 and x or x:
        x += 39
    if x == 40 and x or x:
        x += 40
    if x == 41 and x or x:
        x += 41
    if x == 42 and x or x:
        x += 42
    if x == 43 and x or x:
        x += 43
    if x == 44 and x or x:
        x += 44
    if x == 45 and x or x:
        x += 45
    if x == 46 and x or x:
        x += 46
    if x == 47 and x or x:
        x += 47
    if x == 48 and x or x:
        x += 48
    if x == 49 and x or x:
        x += 49
    if x == 50 and x or x:
        x += 50
    if x == 51 and x or x:
        x += 51
    if x == 52 and x or x:
        x += 52
    if x == 53 and x or x:
        x += 53
    if x == 54 and x or x:
        x += 54
    if x == 55 and x or x:
        x += 55
    if x == 56 and x or x:
        x += 56
    if x == 57 and x or x:
        x += 57
    if x == 58 and x or x:
        x += 58
    if x == 59 and x or x:
        x += 59
    if x == 60 and x or x:
        x += 60
    if x == 61 and x or x:
        x += 61
    if x == 62 and x or x:
        x += 62
    if x == 63 and x or x:
        x += 63
    if x == 64 and x or x:
        x += 64
    if x == 65 and x or x:
        x += 65
    if x == 66 and x or x:
        x += 66
    if x == 67 and x or x:
        x += 67
    if x == 68 and x or x:
        x += 68
    if x == 69 and x or x:
        x += 69
    if x == 70 and x or x:
        x += 70
    if x == 71 and x or x:
        x += 71
    if x == 72 and x or x:
        x += 72
    if x == 73 and x or x:
        x += 73
    if x == 74 and x or x:
        x += 74
    if x == 75 and x or x:
        x += 75
    if x == 76 and x or x:
        x += 76
    if x == 77 and x or x:
        x += 77
    if x == 78 and x or x:
        x += 78
    if x == 79 and x or x:
        x += 79
    if x == 80 and x or x:
        x += 80
    if x == 81 and x or x:
        x += 81
    if x == 82 and x or x:
        x += 82
    if x == 83 and x or x:
        x += 83
    if x == 84 and x or x:
        x += 84
    if x == 85 and x or x:
        x += 85
    if x == 86 and x or x:
        x += 86
    if x == 87 and x or x:
        x += 87
    if x == 88 and x or x:
        x += 88
    if x == 89 and x or x:
        x += 89
    if x == 90 and x or x:
        x += 90
    if x == 91 and x or x:
        x += 91
    if x == 92 and x or x:
        x += 92
    if x == 93 and x or x:
        x += 93
    if x == 94 and x or x:
        x += 94
    if x == 95 and x or x:
        x += 95
    if x == 96 and x or x:
        x += 96
    if x == 97 and x or x:
        x += 97
    if x == 98 and x or x:
        x += 98
    if x == 99 and x or x:
        x += 99
    if x == 100 and x or x:
        x += 100
    if x == 101 and x or x:
        x += 101
    if x == 102 and x or x:
        x += 102
    if x == 103 and x or x:
        x += 103
    if x == 104 and x or x:
        x += 104
    if x == 105 and x or x:
        x += 105
    if x == 106 and x or x:
        x += 106
    if x == 107 and x or x:
        x += 107
    if x == 108 and x or x:
        x += 108
    if x == 109 and x or x:
        x += 109
    if x == 110 and x or x:
        x += 110
    if x == 111 and x or x:
        x += 111
    if x == 112 and x or x:
        x += 112
    if x == 113 and x or x:
        x += 113
    if x == 114 and x or x:
        x += 114
    if x == 115 and x or x:
        x += 115
    if x == 116 and x or x:
        x += 116
    if x == 117 and x or x:
        x += 117
    if x == 118 and x or x:
        x += 118
    if x == 119 and x or x:
        x += 119
    if x == 120 and x or x:
        x += 120
    if x == 121 and x or x:
        x += 121
    if x == 122 and x or x:
        x += 122
    if x == 123 and x or x:
        x += 123
    if x == 124 and x or x:
        x += 124
    if x == 125 and x or x:
        x += 125
    if x == 126 and x or x:
        x += 126
    if x == 127 and x or x:
        x += 127
    if x == 128 and x or x:
        x += 128
    if x == 129 and x or x:
        x += 129
    if x == 130 and x or x:
        x += 130
    if x == 131 and x or x:
        x += 131
    if x == 132 and x or x:
        x += 132
    if x == 133 and x or x:
        x += 133
    if x == 134 and x or x:
        x += 134
    if x == 135 and x or x:
        x += 135
    if x == 136 and x or x:
        x += 136
    if x == 137 and x or x:
        x += 137
    if x == 138 and x or x:
        x += 138
    if x == 139 and x or x:
        x += 139
    if x == 140 and x or x:
        x += 140
    if x == 141 and x or x:
        x += 141
    if x == 142 and x or x:
        x += 142
    if x == 143 and x or x:
        x += 143
    if x == 144 and x or x:
        x += 144
    if x == 145 and x or x:
        x += 145
    if x == 146 and x or x:
        x += 146
    if x == 147 and x or x:
        x += 147
    if x == 148 and x or x:
        x += 148
    if x == 149 and x or x:
        x += 149
    if x == 150 and x or x:
        x += 150
    if x == 151 and x or x:
        x += 151
    if x == 152 and x or x:
        x += 152
    if x == 153 and x or x:
        x += 153
    if x == 154 and x or x:
        x += 154
    if x == 155 and x or x:
        x += 155
    if x == 156 and x or x:
        x += 156
    if x == 157 and x or x:
        x += 157
    if x == 158 and x or x:
        x += 158
    if x == 159 and x or x:
        x += 159
    if x == 160 and x or x:
        x += 160
    if x == 161 and x or x:
        x += 161
    if x == 162 and x or x:
        x += 162
    if x == 163 and x or x:
        x += 163
    if x == 164 and x or x:
        x += 164
    if x == 165 and x or x:
        x += 165
    if x == 166 and x or x:
        x += 166
    if x == 167 and x or x:
        x += 167
    if x == 168 and x or x:
        x += 168
    if x == 169 and x or x:
        x += 169
    if x == 170 and x or x:
        x += 170
    if x == 171 and x or x:
        x += 171
    if x == 172 and x or x:
        x += 172
    if x == 173 and x or x:
        x += 173
    if x == 174 and x or x:
        x += 174
    if x == 175 and x or x:
        x += 175
    if x == 176 and x or x:
        x += 176
    if x == 177 and x or x:
        x += 177
    if x == 178 and x or x:
        x += 178
    if x == 179 and x or x:
        x += 179
    if x == 180 and x or x:
        x += 180
    if x == 181 and x or x:
        x += 181
    if x == 182 and x or x:
        x += 182
    if x == 183 and x or x:
        x += 183
    if x == 184 and x or x:
        x += 184
    if x == 185 and x or x:
        x += 185
    if x == 186 and x or x:
        x += 186
    if x == 187 and x or x:
        x += 187
    if x == 188 and x or x:
        x += 188
    if x == 189 and x or x:
        x += 189
    if x == 190 and x or x:
        x += 190
    if x == 191 and x or x:
        x += 191
    if x == 192 and x or x:
        x += 192
    if x == 193 and x or x:
        x += 193
    if x == 194 and x or x:
        x += 194
    if x == 195 and x or x:
        x += 195
    if x == 196 and x or x:
        x += 196
    if x == 197 and x or x:
        x += 197
    if x == 198 and x or x:
        x += 198
    if x == 199 and x or x:
        x += 199
    if x == 200 and x or x:
        x += 200
    if x == 201 and x or x:
        x += 201
    if x == 202 and x or x:
        x += 202
    if x == 203 and x or x:
        x += 203
    if x == 204 and x or x:
        x += 204
    if x == 205 and x or x:
        x += 205
    if x == 206 and x or x:
        x += 206
    if x == 207 and x or x:
        x += 207
    if x == 208 and x or x:
        x += 208
    if x == 209 and x or x:
        x += 209
    if x == 210 and x or x:
        x += 210
    if x == 211 and x or x:
        x += 211
    if x == 212 and x or x:
        x += 212
    if x == 213 and x or x:
        x += 213
    if x == 214 and x or x:
        x += 214
    if x == 215 and x or x:
        x += 215
    if x == 216 and x or x:
        x += 216
    if x == 217 and x or x:
        x += 217
    if x == 218 and x or x:
        x += 218
    if x == 219 and x or x:
        x += 219
    if x == 220 and x or x:
        x += 220
    if x == 221 and x or x:
        x += 221
    if x == 222 and x or x:
        x += 222
    if x == 223 and x or x:
        x += 223
    if x == 224 and x or x:
        x += 224
    if x == 225 and x or x:
        x += 225
    if x == 226 and x or x:
        x += 226
    if x == 227 and x or x:
        x += 227
    if x == 228 and x or x:
        x += 228
    if x == 229 and x or x:
        x += 229
    if x == 230 and x or x:
        x += 230
    if x == 231 and x or x:
        x += 231
    if x == 232 and x or x:
        x += 232
    if x == 233 and x or x:
        x += 233
    if x == 234 and x or x:
        x += 234
    if x == 235 and x or x:
        x += 235
    if x == 236 and x or x:
        x += 236
    if x == 237 and x or x:
        x += 237
    if x == 238 and x or x:
        x += 238
    if x == 239 and x or x:
        x += 239
    if x == 240 and x or x:
        x += 240
    if x == 241 and x or x:
        x += 241
    if x == 242 and x or x:
        x += 242
    if x == 243 and x or x:
        x += 243
    if x == 244 and x or x:
        x += 244
    if x == 245 and x or x:
        x += 245
    if x == 246 and x or x:
        x += 246
    if x == 247 and x or x:
        x += 247
    if x == 248 and x or x:
        x += 248
    if x == 249 and x or x:
        x += 249
    if x == 250 and x or x:
        x += 250
    if x == 251 and x or x:
        x += 251
    if x == 252 and x or x:
        x += 252
    if x == 253 and x or x:
        x += 253
    if x == 254 and x or x:
        x += 254
    if x == 255 and x or x:
        x += 255
    if x == 256 and x or x:
        x += 256
    if x == 257 and x or x:
        x += 257
    if x == 258 and x or x:
        x += 258
    if x == 259 and x or x:
        x += 259
    if x == 260 and x or x:
        x += 260
    if x == 261 and x or x:
        x += 261
    if x == 262 and x or x:
        x += 262
    if x == 263 and x or x:
        x += 263
    if x == 264 and x or x:
        x += 264
    if x == 265 and x or x:
        x += 265
    if x == 266 and x or x:
        x += 266
    if x == 267 and x or x:
        x += 267
    if x == 268 and x or x:
        x += 268
    if x == 269 and x or x:
        x += 269
    if x == 270 and x or x:
        x += 270
    if x == 271 and x or x:
        x += 271
    if x == 272 and x or x:
        x += 272
    if x == 273 and x or x:
        x += 273
    if x == 274 and x or x:
        x += 274
    if x == 275 and x or x:
        x += 275
    if x == 276 and x or x:
        x += 276
    if x == 277 and x or x:
        x += 277
    if x == 278 and x or x:
        x += 278
    if x == 279 and x or x:
        x += 279
    if x == 280 and x or x:
        x += 280
    if x == 281 and x or x:
        x += 281
    if x == 282 and x or x:
        x += 282
    if x == 283 and x or x:
        x += 283
    if x == 284 and x or x:
        x += 284
    if x == 285 and x or x:
        x += 285
    if x == 286 and x or x:
        x += 286
    if x == 287 and x or x:
        x += 287
    if x == 288 and x or x:
        x += 288
    if x == 289 and x or x:
        x += 289
    if x == 290 and x or x:
        x += 290
    if x == 291 and x or x:
        x += 291
    if x == 292 and x or x:
        x += 292
    if x == 293 and x or x:
        x += 293
    if x == 294 and x or x:
        x += 294
    if x == 295 and x or x:
        x += 295
    if x == 296 and x or x:
        x += 296
    if x == 297 and x or x:
        x += 297
    if x == 298 and x or x:
        x += 298
    if x == 299 and x or x:
        x += 299
    return x
