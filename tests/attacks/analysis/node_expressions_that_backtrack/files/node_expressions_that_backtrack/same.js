exports.f0 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f1 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f2 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f3 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f4 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f5 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f6 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f7 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f8 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f9 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f10 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f11 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f12 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f13 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f14 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f15 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f16 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f17 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f18 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f19 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f20 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f21 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f22 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f23 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f24 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f25 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f26 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f27 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f28 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f29 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f30 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f31 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f32 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f33 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f34 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f35 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f36 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f37 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f38 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f39 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f40 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f41 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f42 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f43 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f44 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f45 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f46 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f47 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f48 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f49 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f50 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f51 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f52 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f53 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f54 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f55 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f56 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f57 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f58 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f59 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f60 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f61 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f62 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f63 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f64 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f65 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f66 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f67 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f68 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f69 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f70 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f71 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f72 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f73 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f74 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f75 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f76 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f77 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f78 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f79 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f80 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f81 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f82 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f83 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f84 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f85 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f86 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f87 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f88 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f89 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f90 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f91 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f92 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f93 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f94 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f95 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f96 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f97 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f98 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f99 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f100 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f101 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f102 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f103 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f104 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f105 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f106 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f107 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f108 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f109 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f110 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f111 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f112 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f113 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f114 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f115 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f116 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f117 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f118 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f119 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f120 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f121 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f122 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f123 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f124 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f125 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f126 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f127 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f128 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f129 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f130 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f131 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f132 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f133 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f134 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f135 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f136 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f137 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f138 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f139 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f140 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f141 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f142 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f143 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f144 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f145 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f146 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f147 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f148 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f149 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f150 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f151 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f152 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f153 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f154 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f155 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f156 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f157 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f158 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f159 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f160 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f161 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f162 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f163 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f164 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f165 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f166 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f167 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f168 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f169 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f170 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f171 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f172 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f173 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f174 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f175 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f176 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f177 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f178 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f179 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f180 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f181 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f182 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f183 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f184 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f185 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f186 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f187 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f188 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f189 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f190 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f191 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f192 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f193 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f194 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f195 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f196 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f197 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f198 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f199 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f200 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f201 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f202 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f203 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f204 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f205 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f206 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f207 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f208 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f209 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f210 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f211 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f212 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f213 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f214 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f215 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f216 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f217 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f218 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f219 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f220 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f221 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f222 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f223 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f224 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f225 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f226 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f227 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f228 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f229 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f230 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f231 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f232 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f233 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f234 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f235 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f236 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f237 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f238 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f239 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f240 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f241 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f242 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f243 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f244 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f245 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f246 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f247 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f248 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f249 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f250 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f251 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f252 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f253 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f254 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f255 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f256 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f257 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f258 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f259 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f260 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f261 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f262 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f263 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f264 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f265 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f266 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f267 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f268 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f269 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f270 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f271 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f272 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f273 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f274 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f275 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f276 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f277 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f278 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f279 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f280 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f281 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f282 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f283 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f284 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f285 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f286 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f287 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f288 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f289 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f290 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f291 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f292 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f293 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f294 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f295 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f296 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f297 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f298 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f299 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f300 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f301 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f302 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f303 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f304 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f305 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f306 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f307 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f308 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f309 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f310 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f311 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f312 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f313 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f314 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f315 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f316 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f317 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f318 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f319 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f320 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f321 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f322 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f323 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f324 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f325 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f326 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f327 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f328 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f329 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f330 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f331 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f332 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f333 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f334 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f335 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f336 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f337 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f338 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f339 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f340 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f341 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f342 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f343 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f344 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f345 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f346 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f347 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f348 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f349 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f350 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f351 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f352 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f353 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f354 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f355 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f356 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f357 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f358 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f359 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f360 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f361 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f362 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f363 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f364 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f365 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f366 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f367 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f368 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f369 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f370 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f371 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f372 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f373 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f374 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f375 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f376 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f377 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f378 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f379 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f380 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f381 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f382 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f383 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f384 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f385 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f386 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f387 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f388 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f389 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f390 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f391 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f392 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f393 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f394 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f395 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f396 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f397 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f398 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f399 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f400 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f401 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f402 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f403 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f404 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f405 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f406 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f407 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f408 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f409 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f410 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f411 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f412 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f413 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f414 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f415 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f416 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f417 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f418 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f419 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f420 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f421 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f422 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f423 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f424 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f425 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f426 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f427 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f428 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f429 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f430 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f431 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f432 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f433 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f434 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f435 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f436 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f437 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f438 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f439 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f440 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f441 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f442 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f443 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f444 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f445 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f446 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f447 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f448 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f449 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f450 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f451 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f452 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f453 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f454 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f455 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f456 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f457 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f458 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f459 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f460 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f461 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f462 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f463 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f464 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f465 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f466 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f467 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f468 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f469 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f470 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f471 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f472 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f473 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f474 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f475 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f476 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f477 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f478 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f479 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f480 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f481 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f482 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f483 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f484 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f485 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f486 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f487 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f488 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f489 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f490 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f491 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f492 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f493 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f494 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f495 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f496 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f497 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f498 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

exports.f499 = (a, b) => {
  if (a && b) {
    return a + b;
  }
  return [a, b];
};

