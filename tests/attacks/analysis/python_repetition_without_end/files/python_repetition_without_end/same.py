def f0(a, b):
    if a and b:
        return a + b
    return [a, b]


def f1(a, b):
    if a and b:
        return a + b
    return [a, b]


def f2(a, b):
    if a and b:
        return a + b
    return [a, b]


def f3(a, b):
    if a and b:
        return a + b
    return [a, b]


def f4(a, b):
    if a and b:
        return a + b
    return [a, b]


def f5(a, b):
    if a and b:
        return a + b
    return [a, b]


def f6(a, b):
    if a and b:
        return a + b
    return [a, b]


def f7(a, b):
    if a and b:
        return a + b
    return [a, b]


def f8(a, b):
    if a and b:
        return a + b
    return [a, b]


def f9(a, b):
    if a and b:
        return a + b
    return [a, b]


def f10(a, b):
    if a and b:
        return a + b
    return [a, b]


def f11(a, b):
    if a and b:
        return a + b
    return [a, b]


def f12(a, b):
    if a and b:
        return a + b
    return [a, b]


def f13(a, b):
    if a and b:
        return a + b
    return [a, b]


def f14(a, b):
    if a and b:
        return a + b
    return [a, b]


def f15(a, b):
    if a and b:
        return a + b
    return [a, b]


def f16(a, b):
    if a and b:
        return a + b
    return [a, b]


def f17(a, b):
    if a and b:
        return a + b
    return [a, b]


def f18(a, b):
    if a and b:
        return a + b
    return [a, b]


def f19(a, b):
    if a and b:
        return a + b
    return [a, b]


def f20(a, b):
    if a and b:
        return a + b
    return [a, b]


def f21(a, b):
    if a and b:
        return a + b
    return [a, b]


def f22(a, b):
    if a and b:
        return a + b
    return [a, b]


def f23(a, b):
    if a and b:
        return a + b
    return [a, b]


def f24(a, b):
    if a and b:
        return a + b
    return [a, b]


def f25(a, b):
    if a and b:
        return a + b
    return [a, b]


def f26(a, b):
    if a and b:
        return a + b
    return [a, b]


def f27(a, b):
    if a and b:
        return a + b
    return [a, b]


def f28(a, b):
    if a and b:
        return a + b
    return [a, b]


def f29(a, b):
    if a and b:
        return a + b
    return [a, b]


def f30(a, b):
    if a and b:
        return a + b
    return [a, b]


def f31(a, b):
    if a and b:
        return a + b
    return [a, b]


def f32(a, b):
    if a and b:
        return a + b
    return [a, b]


def f33(a, b):
    if a and b:
        return a + b
    return [a, b]


def f34(a, b):
    if a and b:
        return a + b
    return [a, b]


def f35(a, b):
    if a and b:
        return a + b
    return [a, b]


def f36(a, b):
    if a and b:
        return a + b
    return [a, b]


def f37(a, b):
    if a and b:
        return a + b
    return [a, b]


def f38(a, b):
    if a and b:
        return a + b
    return [a, b]


def f39(a, b):
    if a and b:
        return a + b
    return [a, b]


def f40(a, b):
    if a and b:
        return a + b
    return [a, b]


def f41(a, b):
    if a and b:
        return a + b
    return [a, b]


def f42(a, b):
    if a and b:
        return a + b
    return [a, b]


def f43(a, b):
    if a and b:
        return a + b
    return [a, b]


def f44(a, b):
    if a and b:
        return a + b
    return [a, b]


def f45(a, b):
    if a and b:
        return a + b
    return [a, b]


def f46(a, b):
    if a and b:
        return a + b
    return [a, b]


def f47(a, b):
    if a and b:
        return a + b
    return [a, b]


def f48(a, b):
    if a and b:
        return a + b
    return [a, b]


def f49(a, b):
    if a and b:
        return a + b
    return [a, b]


def f50(a, b):
    if a and b:
        return a + b
    return [a, b]


def f51(a, b):
    if a and b:
        return a + b
    return [a, b]


def f52(a, b):
    if a and b:
        return a + b
    return [a, b]


def f53(a, b):
    if a and b:
        return a + b
    return [a, b]


def f54(a, b):
    if a and b:
        return a + b
    return [a, b]


def f55(a, b):
    if a and b:
        return a + b
    return [a, b]


def f56(a, b):
    if a and b:
        return a + b
    return [a, b]


def f57(a, b):
    if a and b:
        return a + b
    return [a, b]


def f58(a, b):
    if a and b:
        return a + b
    return [a, b]


def f59(a, b):
    if a and b:
        return a + b
    return [a, b]


def f60(a, b):
    if a and b:
        return a + b
    return [a, b]


def f61(a, b):
    if a and b:
        return a + b
    return [a, b]


def f62(a, b):
    if a and b:
        return a + b
    return [a, b]


def f63(a, b):
    if a and b:
        return a + b
    return [a, b]


def f64(a, b):
    if a and b:
        return a + b
    return [a, b]


def f65(a, b):
    if a and b:
        return a + b
    return [a, b]


def f66(a, b):
    if a and b:
        return a + b
    return [a, b]


def f67(a, b):
    if a and b:
        return a + b
    return [a, b]


def f68(a, b):
    if a and b:
        return a + b
    return [a, b]


def f69(a, b):
    if a and b:
        return a + b
    return [a, b]


def f70(a, b):
    if a and b:
        return a + b
    return [a, b]


def f71(a, b):
    if a and b:
        return a + b
    return [a, b]


def f72(a, b):
    if a and b:
        return a + b
    return [a, b]


def f73(a, b):
    if a and b:
        return a + b
    return [a, b]


def f74(a, b):
    if a and b:
        return a + b
    return [a, b]


def f75(a, b):
    if a and b:
        return a + b
    return [a, b]


def f76(a, b):
    if a and b:
        return a + b
    return [a, b]


def f77(a, b):
    if a and b:
        return a + b
    return [a, b]


def f78(a, b):
    if a and b:
        return a + b
    return [a, b]


def f79(a, b):
    if a and b:
        return a + b
    return [a, b]


def f80(a, b):
    if a and b:
        return a + b
    return [a, b]


def f81(a, b):
    if a and b:
        return a + b
    return [a, b]


def f82(a, b):
    if a and b:
        return a + b
    return [a, b]


def f83(a, b):
    if a and b:
        return a + b
    return [a, b]


def f84(a, b):
    if a and b:
        return a + b
    return [a, b]


def f85(a, b):
    if a and b:
        return a + b
    return [a, b]


def f86(a, b):
    if a and b:
        return a + b
    return [a, b]


def f87(a, b):
    if a and b:
        return a + b
    return [a, b]


def f88(a, b):
    if a and b:
        return a + b
    return [a, b]


def f89(a, b):
    if a and b:
        return a + b
    return [a, b]


def f90(a, b):
    if a and b:
        return a + b
    return [a, b]


def f91(a, b):
    if a and b:
        return a + b
    return [a, b]


def f92(a, b):
    if a and b:
        return a + b
    return [a, b]


def f93(a, b):
    if a and b:
        return a + b
    return [a, b]


def f94(a, b):
    if a and b:
        return a + b
    return [a, b]


def f95(a, b):
    if a and b:
        return a + b
    return [a, b]


def f96(a, b):
    if a and b:
        return a + b
    return [a, b]


def f97(a, b):
    if a and b:
        return a + b
    return [a, b]


def f98(a, b):
    if a and b:
        return a + b
    return [a, b]


def f99(a, b):
    if a and b:
        return a + b
    return [a, b]


def f100(a, b):
    if a and b:
        return a + b
    return [a, b]


def f101(a, b):
    if a and b:
        return a + b
    return [a, b]


def f102(a, b):
    if a and b:
        return a + b
    return [a, b]


def f103(a, b):
    if a and b:
        return a + b
    return [a, b]


def f104(a, b):
    if a and b:
        return a + b
    return [a, b]


def f105(a, b):
    if a and b:
        return a + b
    return [a, b]


def f106(a, b):
    if a and b:
        return a + b
    return [a, b]


def f107(a, b):
    if a and b:
        return a + b
    return [a, b]


def f108(a, b):
    if a and b:
        return a + b
    return [a, b]


def f109(a, b):
    if a and b:
        return a + b
    return [a, b]


def f110(a, b):
    if a and b:
        return a + b
    return [a, b]


def f111(a, b):
    if a and b:
        return a + b
    return [a, b]


def f112(a, b):
    if a and b:
        return a + b
    return [a, b]


def f113(a, b):
    if a and b:
        return a + b
    return [a, b]


def f114(a, b):
    if a and b:
        return a + b
    return [a, b]


def f115(a, b):
    if a and b:
        return a + b
    return [a, b]


def f116(a, b):
    if a and b:
        return a + b
    return [a, b]


def f117(a, b):
    if a and b:
        return a + b
    return [a, b]


def f118(a, b):
    if a and b:
        return a + b
    return [a, b]


def f119(a, b):
    if a and b:
        return a + b
    return [a, b]


def f120(a, b):
    if a and b:
        return a + b
    return [a, b]


def f121(a, b):
    if a and b:
        return a + b
    return [a, b]


def f122(a, b):
    if a and b:
        return a + b
    return [a, b]


def f123(a, b):
    if a and b:
        return a + b
    return [a, b]


def f124(a, b):
    if a and b:
        return a + b
    return [a, b]


def f125(a, b):
    if a and b:
        return a + b
    return [a, b]


def f126(a, b):
    if a and b:
        return a + b
    return [a, b]


def f127(a, b):
    if a and b:
        return a + b
    return [a, b]


def f128(a, b):
    if a and b:
        return a + b
    return [a, b]


def f129(a, b):
    if a and b:
        return a + b
    return [a, b]


def f130(a, b):
    if a and b:
        return a + b
    return [a, b]


def f131(a, b):
    if a and b:
        return a + b
    return [a, b]


def f132(a, b):
    if a and b:
        return a + b
    return [a, b]


def f133(a, b):
    if a and b:
        return a + b
    return [a, b]


def f134(a, b):
    if a and b:
        return a + b
    return [a, b]


def f135(a, b):
    if a and b:
        return a + b
    return [a, b]


def f136(a, b):
    if a and b:
        return a + b
    return [a, b]


def f137(a, b):
    if a and b:
        return a + b
    return [a, b]


def f138(a, b):
    if a and b:
        return a + b
    return [a, b]


def f139(a, b):
    if a and b:
        return a + b
    return [a, b]


def f140(a, b):
    if a and b:
        return a + b
    return [a, b]


def f141(a, b):
    if a and b:
        return a + b
    return [a, b]


def f142(a, b):
    if a and b:
        return a + b
    return [a, b]


def f143(a, b):
    if a and b:
        return a + b
    return [a, b]


def f144(a, b):
    if a and b:
        return a + b
    return [a, b]


def f145(a, b):
    if a and b:
        return a + b
    return [a, b]


def f146(a, b):
    if a and b:
        return a + b
    return [a, b]


def f147(a, b):
    if a and b:
        return a + b
    return [a, b]


def f148(a, b):
    if a and b:
        return a + b
    return [a, b]


def f149(a, b):
    if a and b:
        return a + b
    return [a, b]


def f150(a, b):
    if a and b:
        return a + b
    return [a, b]


def f151(a, b):
    if a and b:
        return a + b
    return [a, b]


def f152(a, b):
    if a and b:
        return a + b
    return [a, b]


def f153(a, b):
    if a and b:
        return a + b
    return [a, b]


def f154(a, b):
    if a and b:
        return a + b
    return [a, b]


def f155(a, b):
    if a and b:
        return a + b
    return [a, b]


def f156(a, b):
    if a and b:
        return a + b
    return [a, b]


def f157(a, b):
    if a and b:
        return a + b
    return [a, b]


def f158(a, b):
    if a and b:
        return a + b
    return [a, b]


def f159(a, b):
    if a and b:
        return a + b
    return [a, b]


def f160(a, b):
    if a and b:
        return a + b
    return [a, b]


def f161(a, b):
    if a and b:
        return a + b
    return [a, b]


def f162(a, b):
    if a and b:
        return a + b
    return [a, b]


def f163(a, b):
    if a and b:
        return a + b
    return [a, b]


def f164(a, b):
    if a and b:
        return a + b
    return [a, b]


def f165(a, b):
    if a and b:
        return a + b
    return [a, b]


def f166(a, b):
    if a and b:
        return a + b
    return [a, b]


def f167(a, b):
    if a and b:
        return a + b
    return [a, b]


def f168(a, b):
    if a and b:
        return a + b
    return [a, b]


def f169(a, b):
    if a and b:
        return a + b
    return [a, b]


def f170(a, b):
    if a and b:
        return a + b
    return [a, b]


def f171(a, b):
    if a and b:
        return a + b
    return [a, b]


def f172(a, b):
    if a and b:
        return a + b
    return [a, b]


def f173(a, b):
    if a and b:
        return a + b
    return [a, b]


def f174(a, b):
    if a and b:
        return a + b
    return [a, b]


def f175(a, b):
    if a and b:
        return a + b
    return [a, b]


def f176(a, b):
    if a and b:
        return a + b
    return [a, b]


def f177(a, b):
    if a and b:
        return a + b
    return [a, b]


def f178(a, b):
    if a and b:
        return a + b
    return [a, b]


def f179(a, b):
    if a and b:
        return a + b
    return [a, b]


def f180(a, b):
    if a and b:
        return a + b
    return [a, b]


def f181(a, b):
    if a and b:
        return a + b
    return [a, b]


def f182(a, b):
    if a and b:
        return a + b
    return [a, b]


def f183(a, b):
    if a and b:
        return a + b
    return [a, b]


def f184(a, b):
    if a and b:
        return a + b
    return [a, b]


def f185(a, b):
    if a and b:
        return a + b
    return [a, b]


def f186(a, b):
    if a and b:
        return a + b
    return [a, b]


def f187(a, b):
    if a and b:
        return a + b
    return [a, b]


def f188(a, b):
    if a and b:
        return a + b
    return [a, b]


def f189(a, b):
    if a and b:
        return a + b
    return [a, b]


def f190(a, b):
    if a and b:
        return a + b
    return [a, b]


def f191(a, b):
    if a and b:
        return a + b
    return [a, b]


def f192(a, b):
    if a and b:
        return a + b
    return [a, b]


def f193(a, b):
    if a and b:
        return a + b
    return [a, b]


def f194(a, b):
    if a and b:
        return a + b
    return [a, b]


def f195(a, b):
    if a and b:
        return a + b
    return [a, b]


def f196(a, b):
    if a and b:
        return a + b
    return [a, b]


def f197(a, b):
    if a and b:
        return a + b
    return [a, b]


def f198(a, b):
    if a and b:
        return a + b
    return [a, b]


def f199(a, b):
    if a and b:
        return a + b
    return [a, b]


def f200(a, b):
    if a and b:
        return a + b
    return [a, b]


def f201(a, b):
    if a and b:
        return a + b
    return [a, b]


def f202(a, b):
    if a and b:
        return a + b
    return [a, b]


def f203(a, b):
    if a and b:
        return a + b
    return [a, b]


def f204(a, b):
    if a and b:
        return a + b
    return [a, b]


def f205(a, b):
    if a and b:
        return a + b
    return [a, b]


def f206(a, b):
    if a and b:
        return a + b
    return [a, b]


def f207(a, b):
    if a and b:
        return a + b
    return [a, b]


def f208(a, b):
    if a and b:
        return a + b
    return [a, b]


def f209(a, b):
    if a and b:
        return a + b
    return [a, b]


def f210(a, b):
    if a and b:
        return a + b
    return [a, b]


def f211(a, b):
    if a and b:
        return a + b
    return [a, b]


def f212(a, b):
    if a and b:
        return a + b
    return [a, b]


def f213(a, b):
    if a and b:
        return a + b
    return [a, b]


def f214(a, b):
    if a and b:
        return a + b
    return [a, b]


def f215(a, b):
    if a and b:
        return a + b
    return [a, b]


def f216(a, b):
    if a and b:
        return a + b
    return [a, b]


def f217(a, b):
    if a and b:
        return a + b
    return [a, b]


def f218(a, b):
    if a and b:
        return a + b
    return [a, b]


def f219(a, b):
    if a and b:
        return a + b
    return [a, b]


def f220(a, b):
    if a and b:
        return a + b
    return [a, b]


def f221(a, b):
    if a and b:
        return a + b
    return [a, b]


def f222(a, b):
    if a and b:
        return a + b
    return [a, b]


def f223(a, b):
    if a and b:
        return a + b
    return [a, b]


def f224(a, b):
    if a and b:
        return a + b
    return [a, b]


def f225(a, b):
    if a and b:
        return a + b
    return [a, b]


def f226(a, b):
    if a and b:
        return a + b
    return [a, b]


def f227(a, b):
    if a and b:
        return a + b
    return [a, b]


def f228(a, b):
    if a and b:
        return a + b
    return [a, b]


def f229(a, b):
    if a and b:
        return a + b
    return [a, b]


def f230(a, b):
    if a and b:
        return a + b
    return [a, b]


def f231(a, b):
    if a and b:
        return a + b
    return [a, b]


def f232(a, b):
    if a and b:
        return a + b
    return [a, b]


def f233(a, b):
    if a and b:
        return a + b
    return [a, b]


def f234(a, b):
    if a and b:
        return a + b
    return [a, b]


def f235(a, b):
    if a and b:
        return a + b
    return [a, b]


def f236(a, b):
    if a and b:
        return a + b
    return [a, b]


def f237(a, b):
    if a and b:
        return a + b
    return [a, b]


def f238(a, b):
    if a and b:
        return a + b
    return [a, b]


def f239(a, b):
    if a and b:
        return a + b
    return [a, b]


def f240(a, b):
    if a and b:
        return a + b
    return [a, b]


def f241(a, b):
    if a and b:
        return a + b
    return [a, b]


def f242(a, b):
    if a and b:
        return a + b
    return [a, b]


def f243(a, b):
    if a and b:
        return a + b
    return [a, b]


def f244(a, b):
    if a and b:
        return a + b
    return [a, b]


def f245(a, b):
    if a and b:
        return a + b
    return [a, b]


def f246(a, b):
    if a and b:
        return a + b
    return [a, b]


def f247(a, b):
    if a and b:
        return a + b
    return [a, b]


def f248(a, b):
    if a and b:
        return a + b
    return [a, b]


def f249(a, b):
    if a and b:
        return a + b
    return [a, b]


def f250(a, b):
    if a and b:
        return a + b
    return [a, b]


def f251(a, b):
    if a and b:
        return a + b
    return [a, b]


def f252(a, b):
    if a and b:
        return a + b
    return [a, b]


def f253(a, b):
    if a and b:
        return a + b
    return [a, b]


def f254(a, b):
    if a and b:
        return a + b
    return [a, b]


def f255(a, b):
    if a and b:
        return a + b
    return [a, b]


def f256(a, b):
    if a and b:
        return a + b
    return [a, b]


def f257(a, b):
    if a and b:
        return a + b
    return [a, b]


def f258(a, b):
    if a and b:
        return a + b
    return [a, b]


def f259(a, b):
    if a and b:
        return a + b
    return [a, b]


def f260(a, b):
    if a and b:
        return a + b
    return [a, b]


def f261(a, b):
    if a and b:
        return a + b
    return [a, b]


def f262(a, b):
    if a and b:
        return a + b
    return [a, b]


def f263(a, b):
    if a and b:
        return a + b
    return [a, b]


def f264(a, b):
    if a and b:
        return a + b
    return [a, b]


def f265(a, b):
    if a and b:
        return a + b
    return [a, b]


def f266(a, b):
    if a and b:
        return a + b
    return [a, b]


def f267(a, b):
    if a and b:
        return a + b
    return [a, b]


def f268(a, b):
    if a and b:
        return a + b
    return [a, b]


def f269(a, b):
    if a and b:
        return a + b
    return [a, b]


def f270(a, b):
    if a and b:
        return a + b
    return [a, b]


def f271(a, b):
    if a and b:
        return a + b
    return [a, b]


def f272(a, b):
    if a and b:
        return a + b
    return [a, b]


def f273(a, b):
    if a and b:
        return a + b
    return [a, b]


def f274(a, b):
    if a and b:
        return a + b
    return [a, b]


def f275(a, b):
    if a and b:
        return a + b
    return [a, b]


def f276(a, b):
    if a and b:
        return a + b
    return [a, b]


def f277(a, b):
    if a and b:
        return a + b
    return [a, b]


def f278(a, b):
    if a and b:
        return a + b
    return [a, b]


def f279(a, b):
    if a and b:
        return a + b
    return [a, b]


def f280(a, b):
    if a and b:
        return a + b
    return [a, b]


def f281(a, b):
    if a and b:
        return a + b
    return [a, b]


def f282(a, b):
    if a and b:
        return a + b
    return [a, b]


def f283(a, b):
    if a and b:
        return a + b
    return [a, b]


def f284(a, b):
    if a and b:
        return a + b
    return [a, b]


def f285(a, b):
    if a and b:
        return a + b
    return [a, b]


def f286(a, b):
    if a and b:
        return a + b
    return [a, b]


def f287(a, b):
    if a and b:
        return a + b
    return [a, b]


def f288(a, b):
    if a and b:
        return a + b
    return [a, b]


def f289(a, b):
    if a and b:
        return a + b
    return [a, b]


def f290(a, b):
    if a and b:
        return a + b
    return [a, b]


def f291(a, b):
    if a and b:
        return a + b
    return [a, b]


def f292(a, b):
    if a and b:
        return a + b
    return [a, b]


def f293(a, b):
    if a and b:
        return a + b
    return [a, b]


def f294(a, b):
    if a and b:
        return a + b
    return [a, b]


def f295(a, b):
    if a and b:
        return a + b
    return [a, b]


def f296(a, b):
    if a and b:
        return a + b
    return [a, b]


def f297(a, b):
    if a and b:
        return a + b
    return [a, b]


def f298(a, b):
    if a and b:
        return a + b
    return [a, b]


def f299(a, b):
    if a and b:
        return a + b
    return [a, b]


def f300(a, b):
    if a and b:
        return a + b
    return [a, b]


def f301(a, b):
    if a and b:
        return a + b
    return [a, b]


def f302(a, b):
    if a and b:
        return a + b
    return [a, b]


def f303(a, b):
    if a and b:
        return a + b
    return [a, b]


def f304(a, b):
    if a and b:
        return a + b
    return [a, b]


def f305(a, b):
    if a and b:
        return a + b
    return [a, b]


def f306(a, b):
    if a and b:
        return a + b
    return [a, b]


def f307(a, b):
    if a and b:
        return a + b
    return [a, b]


def f308(a, b):
    if a and b:
        return a + b
    return [a, b]


def f309(a, b):
    if a and b:
        return a + b
    return [a, b]


def f310(a, b):
    if a and b:
        return a + b
    return [a, b]


def f311(a, b):
    if a and b:
        return a + b
    return [a, b]


def f312(a, b):
    if a and b:
        return a + b
    return [a, b]


def f313(a, b):
    if a and b:
        return a + b
    return [a, b]


def f314(a, b):
    if a and b:
        return a + b
    return [a, b]


def f315(a, b):
    if a and b:
        return a + b
    return [a, b]


def f316(a, b):
    if a and b:
        return a + b
    return [a, b]


def f317(a, b):
    if a and b:
        return a + b
    return [a, b]


def f318(a, b):
    if a and b:
        return a + b
    return [a, b]


def f319(a, b):
    if a and b:
        return a + b
    return [a, b]


def f320(a, b):
    if a and b:
        return a + b
    return [a, b]


def f321(a, b):
    if a and b:
        return a + b
    return [a, b]


def f322(a, b):
    if a and b:
        return a + b
    return [a, b]


def f323(a, b):
    if a and b:
        return a + b
    return [a, b]


def f324(a, b):
    if a and b:
        return a + b
    return [a, b]


def f325(a, b):
    if a and b:
        return a + b
    return [a, b]


def f326(a, b):
    if a and b:
        return a + b
    return [a, b]


def f327(a, b):
    if a and b:
        return a + b
    return [a, b]


def f328(a, b):
    if a and b:
        return a + b
    return [a, b]


def f329(a, b):
    if a and b:
        return a + b
    return [a, b]


def f330(a, b):
    if a and b:
        return a + b
    return [a, b]


def f331(a, b):
    if a and b:
        return a + b
    return [a, b]


def f332(a, b):
    if a and b:
        return a + b
    return [a, b]


def f333(a, b):
    if a and b:
        return a + b
    return [a, b]


def f334(a, b):
    if a and b:
        return a + b
    return [a, b]


def f335(a, b):
    if a and b:
        return a + b
    return [a, b]


def f336(a, b):
    if a and b:
        return a + b
    return [a, b]


def f337(a, b):
    if a and b:
        return a + b
    return [a, b]


def f338(a, b):
    if a and b:
        return a + b
    return [a, b]


def f339(a, b):
    if a and b:
        return a + b
    return [a, b]


def f340(a, b):
    if a and b:
        return a + b
    return [a, b]


def f341(a, b):
    if a and b:
        return a + b
    return [a, b]


def f342(a, b):
    if a and b:
        return a + b
    return [a, b]


def f343(a, b):
    if a and b:
        return a + b
    return [a, b]


def f344(a, b):
    if a and b:
        return a + b
    return [a, b]


def f345(a, b):
    if a and b:
        return a + b
    return [a, b]


def f346(a, b):
    if a and b:
        return a + b
    return [a, b]


def f347(a, b):
    if a and b:
        return a + b
    return [a, b]


def f348(a, b):
    if a and b:
        return a + b
    return [a, b]


def f349(a, b):
    if a and b:
        return a + b
    return [a, b]


def f350(a, b):
    if a and b:
        return a + b
    return [a, b]


def f351(a, b):
    if a and b:
        return a + b
    return [a, b]


def f352(a, b):
    if a and b:
        return a + b
    return [a, b]


def f353(a, b):
    if a and b:
        return a + b
    return [a, b]


def f354(a, b):
    if a and b:
        return a + b
    return [a, b]


def f355(a, b):
    if a and b:
        return a + b
    return [a, b]


def f356(a, b):
    if a and b:
        return a + b
    return [a, b]


def f357(a, b):
    if a and b:
        return a + b
    return [a, b]


def f358(a, b):
    if a and b:
        return a + b
    return [a, b]


def f359(a, b):
    if a and b:
        return a + b
    return [a, b]


def f360(a, b):
    if a and b:
        return a + b
    return [a, b]


def f361(a, b):
    if a and b:
        return a + b
    return [a, b]


def f362(a, b):
    if a and b:
        return a + b
    return [a, b]


def f363(a, b):
    if a and b:
        return a + b
    return [a, b]


def f364(a, b):
    if a and b:
        return a + b
    return [a, b]


def f365(a, b):
    if a and b:
        return a + b
    return [a, b]


def f366(a, b):
    if a and b:
        return a + b
    return [a, b]


def f367(a, b):
    if a and b:
        return a + b
    return [a, b]


def f368(a, b):
    if a and b:
        return a + b
    return [a, b]


def f369(a, b):
    if a and b:
        return a + b
    return [a, b]


def f370(a, b):
    if a and b:
        return a + b
    return [a, b]


def f371(a, b):
    if a and b:
        return a + b
    return [a, b]


def f372(a, b):
    if a and b:
        return a + b
    return [a, b]


def f373(a, b):
    if a and b:
        return a + b
    return [a, b]


def f374(a, b):
    if a and b:
        return a + b
    return [a, b]


def f375(a, b):
    if a and b:
        return a + b
    return [a, b]


def f376(a, b):
    if a and b:
        return a + b
    return [a, b]


def f377(a, b):
    if a and b:
        return a + b
    return [a, b]


def f378(a, b):
    if a and b:
        return a + b
    return [a, b]


def f379(a, b):
    if a and b:
        return a + b
    return [a, b]


def f380(a, b):
    if a and b:
        return a + b
    return [a, b]


def f381(a, b):
    if a and b:
        return a + b
    return [a, b]


def f382(a, b):
    if a and b:
        return a + b
    return [a, b]


def f383(a, b):
    if a and b:
        return a + b
    return [a, b]


def f384(a, b):
    if a and b:
        return a + b
    return [a, b]


def f385(a, b):
    if a and b:
        return a + b
    return [a, b]


def f386(a, b):
    if a and b:
        return a + b
    return [a, b]


def f387(a, b):
    if a and b:
        return a + b
    return [a, b]


def f388(a, b):
    if a and b:
        return a + b
    return [a, b]


def f389(a, b):
    if a and b:
        return a + b
    return [a, b]


def f390(a, b):
    if a and b:
        return a + b
    return [a, b]


def f391(a, b):
    if a and b:
        return a + b
    return [a, b]


def f392(a, b):
    if a and b:
        return a + b
    return [a, b]


def f393(a, b):
    if a and b:
        return a + b
    return [a, b]


def f394(a, b):
    if a and b:
        return a + b
    return [a, b]


def f395(a, b):
    if a and b:
        return a + b
    return [a, b]


def f396(a, b):
    if a and b:
        return a + b
    return [a, b]


def f397(a, b):
    if a and b:
        return a + b
    return [a, b]


def f398(a, b):
    if a and b:
        return a + b
    return [a, b]


def f399(a, b):
    if a and b:
        return a + b
    return [a, b]


def f400(a, b):
    if a and b:
        return a + b
    return [a, b]


def f401(a, b):
    if a and b:
        return a + b
    return [a, b]


def f402(a, b):
    if a and b:
        return a + b
    return [a, b]


def f403(a, b):
    if a and b:
        return a + b
    return [a, b]


def f404(a, b):
    if a and b:
        return a + b
    return [a, b]


def f405(a, b):
    if a and b:
        return a + b
    return [a, b]


def f406(a, b):
    if a and b:
        return a + b
    return [a, b]


def f407(a, b):
    if a and b:
        return a + b
    return [a, b]


def f408(a, b):
    if a and b:
        return a + b
    return [a, b]


def f409(a, b):
    if a and b:
        return a + b
    return [a, b]


def f410(a, b):
    if a and b:
        return a + b
    return [a, b]


def f411(a, b):
    if a and b:
        return a + b
    return [a, b]


def f412(a, b):
    if a and b:
        return a + b
    return [a, b]


def f413(a, b):
    if a and b:
        return a + b
    return [a, b]


def f414(a, b):
    if a and b:
        return a + b
    return [a, b]


def f415(a, b):
    if a and b:
        return a + b
    return [a, b]


def f416(a, b):
    if a and b:
        return a + b
    return [a, b]


def f417(a, b):
    if a and b:
        return a + b
    return [a, b]


def f418(a, b):
    if a and b:
        return a + b
    return [a, b]


def f419(a, b):
    if a and b:
        return a + b
    return [a, b]


def f420(a, b):
    if a and b:
        return a + b
    return [a, b]


def f421(a, b):
    if a and b:
        return a + b
    return [a, b]


def f422(a, b):
    if a and b:
        return a + b
    return [a, b]


def f423(a, b):
    if a and b:
        return a + b
    return [a, b]


def f424(a, b):
    if a and b:
        return a + b
    return [a, b]


def f425(a, b):
    if a and b:
        return a + b
    return [a, b]


def f426(a, b):
    if a and b:
        return a + b
    return [a, b]


def f427(a, b):
    if a and b:
        return a + b
    return [a, b]


def f428(a, b):
    if a and b:
        return a + b
    return [a, b]


def f429(a, b):
    if a and b:
        return a + b
    return [a, b]


def f430(a, b):
    if a and b:
        return a + b
    return [a, b]


def f431(a, b):
    if a and b:
        return a + b
    return [a, b]


def f432(a, b):
    if a and b:
        return a + b
    return [a, b]


def f433(a, b):
    if a and b:
        return a + b
    return [a, b]


def f434(a, b):
    if a and b:
        return a + b
    return [a, b]


def f435(a, b):
    if a and b:
        return a + b
    return [a, b]


def f436(a, b):
    if a and b:
        return a + b
    return [a, b]


def f437(a, b):
    if a and b:
        return a + b
    return [a, b]


def f438(a, b):
    if a and b:
        return a + b
    return [a, b]


def f439(a, b):
    if a and b:
        return a + b
    return [a, b]


def f440(a, b):
    if a and b:
        return a + b
    return [a, b]


def f441(a, b):
    if a and b:
        return a + b
    return [a, b]


def f442(a, b):
    if a and b:
        return a + b
    return [a, b]


def f443(a, b):
    if a and b:
        return a + b
    return [a, b]


def f444(a, b):
    if a and b:
        return a + b
    return [a, b]


def f445(a, b):
    if a and b:
        return a + b
    return [a, b]


def f446(a, b):
    if a and b:
        return a + b
    return [a, b]


def f447(a, b):
    if a and b:
        return a + b
    return [a, b]


def f448(a, b):
    if a and b:
        return a + b
    return [a, b]


def f449(a, b):
    if a and b:
        return a + b
    return [a, b]


def f450(a, b):
    if a and b:
        return a + b
    return [a, b]


def f451(a, b):
    if a and b:
        return a + b
    return [a, b]


def f452(a, b):
    if a and b:
        return a + b
    return [a, b]


def f453(a, b):
    if a and b:
        return a + b
    return [a, b]


def f454(a, b):
    if a and b:
        return a + b
    return [a, b]


def f455(a, b):
    if a and b:
        return a + b
    return [a, b]


def f456(a, b):
    if a and b:
        return a + b
    return [a, b]


def f457(a, b):
    if a and b:
        return a + b
    return [a, b]


def f458(a, b):
    if a and b:
        return a + b
    return [a, b]


def f459(a, b):
    if a and b:
        return a + b
    return [a, b]


def f460(a, b):
    if a and b:
        return a + b
    return [a, b]


def f461(a, b):
    if a and b:
        return a + b
    return [a, b]


def f462(a, b):
    if a and b:
        return a + b
    return [a, b]


def f463(a, b):
    if a and b:
        return a + b
    return [a, b]


def f464(a, b):
    if a and b:
        return a + b
    return [a, b]


def f465(a, b):
    if a and b:
        return a + b
    return [a, b]


def f466(a, b):
    if a and b:
        return a + b
    return [a, b]


def f467(a, b):
    if a and b:
        return a + b
    return [a, b]


def f468(a, b):
    if a and b:
        return a + b
    return [a, b]


def f469(a, b):
    if a and b:
        return a + b
    return [a, b]


def f470(a, b):
    if a and b:
        return a + b
    return [a, b]


def f471(a, b):
    if a and b:
        return a + b
    return [a, b]


def f472(a, b):
    if a and b:
        return a + b
    return [a, b]


def f473(a, b):
    if a and b:
        return a + b
    return [a, b]


def f474(a, b):
    if a and b:
        return a + b
    return [a, b]


def f475(a, b):
    if a and b:
        return a + b
    return [a, b]


def f476(a, b):
    if a and b:
        return a + b
    return [a, b]


def f477(a, b):
    if a and b:
        return a + b
    return [a, b]


def f478(a, b):
    if a and b:
        return a + b
    return [a, b]


def f479(a, b):
    if a and b:
        return a + b
    return [a, b]


def f480(a, b):
    if a and b:
        return a + b
    return [a, b]


def f481(a, b):
    if a and b:
        return a + b
    return [a, b]


def f482(a, b):
    if a and b:
        return a + b
    return [a, b]


def f483(a, b):
    if a and b:
        return a + b
    return [a, b]


def f484(a, b):
    if a and b:
        return a + b
    return [a, b]


def f485(a, b):
    if a and b:
        return a + b
    return [a, b]


def f486(a, b):
    if a and b:
        return a + b
    return [a, b]


def f487(a, b):
    if a and b:
        return a + b
    return [a, b]


def f488(a, b):
    if a and b:
        return a + b
    return [a, b]


def f489(a, b):
    if a and b:
        return a + b
    return [a, b]


def f490(a, b):
    if a and b:
        return a + b
    return [a, b]


def f491(a, b):
    if a and b:
        return a + b
    return [a, b]


def f492(a, b):
    if a and b:
        return a + b
    return [a, b]


def f493(a, b):
    if a and b:
        return a + b
    return [a, b]


def f494(a, b):
    if a and b:
        return a + b
    return [a, b]


def f495(a, b):
    if a and b:
        return a + b
    return [a, b]


def f496(a, b):
    if a and b:
        return a + b
    return [a, b]


def f497(a, b):
    if a and b:
        return a + b
    return [a, b]


def f498(a, b):
    if a and b:
        return a + b
    return [a, b]


def f499(a, b):
    if a and b:
        return a + b
    return [a, b]


def f500(a, b):
    if a and b:
        return a + b
    return [a, b]


def f501(a, b):
    if a and b:
        return a + b
    return [a, b]


def f502(a, b):
    if a and b:
        return a + b
    return [a, b]


def f503(a, b):
    if a and b:
        return a + b
    return [a, b]


def f504(a, b):
    if a and b:
        return a + b
    return [a, b]


def f505(a, b):
    if a and b:
        return a + b
    return [a, b]


def f506(a, b):
    if a and b:
        return a + b
    return [a, b]


def f507(a, b):
    if a and b:
        return a + b
    return [a, b]


def f508(a, b):
    if a and b:
        return a + b
    return [a, b]


def f509(a, b):
    if a and b:
        return a + b
    return [a, b]


def f510(a, b):
    if a and b:
        return a + b
    return [a, b]


def f511(a, b):
    if a and b:
        return a + b
    return [a, b]


def f512(a, b):
    if a and b:
        return a + b
    return [a, b]


def f513(a, b):
    if a and b:
        return a + b
    return [a, b]


def f514(a, b):
    if a and b:
        return a + b
    return [a, b]


def f515(a, b):
    if a and b:
        return a + b
    return [a, b]


def f516(a, b):
    if a and b:
        return a + b
    return [a, b]


def f517(a, b):
    if a and b:
        return a + b
    return [a, b]


def f518(a, b):
    if a and b:
        return a + b
    return [a, b]


def f519(a, b):
    if a and b:
        return a + b
    return [a, b]


def f520(a, b):
    if a and b:
        return a + b
    return [a, b]


def f521(a, b):
    if a and b:
        return a + b
    return [a, b]


def f522(a, b):
    if a and b:
        return a + b
    return [a, b]


def f523(a, b):
    if a and b:
        return a + b
    return [a, b]


def f524(a, b):
    if a and b:
        return a + b
    return [a, b]


def f525(a, b):
    if a and b:
        return a + b
    return [a, b]


def f526(a, b):
    if a and b:
        return a + b
    return [a, b]


def f527(a, b):
    if a and b:
        return a + b
    return [a, b]


def f528(a, b):
    if a and b:
        return a + b
    return [a, b]


def f529(a, b):
    if a and b:
        return a + b
    return [a, b]


def f530(a, b):
    if a and b:
        return a + b
    return [a, b]


def f531(a, b):
    if a and b:
        return a + b
    return [a, b]


def f532(a, b):
    if a and b:
        return a + b
    return [a, b]


def f533(a, b):
    if a and b:
        return a + b
    return [a, b]


def f534(a, b):
    if a and b:
        return a + b
    return [a, b]


def f535(a, b):
    if a and b:
        return a + b
    return [a, b]


def f536(a, b):
    if a and b:
        return a + b
    return [a, b]


def f537(a, b):
    if a and b:
        return a + b
    return [a, b]


def f538(a, b):
    if a and b:
        return a + b
    return [a, b]


def f539(a, b):
    if a and b:
        return a + b
    return [a, b]


def f540(a, b):
    if a and b:
        return a + b
    return [a, b]


def f541(a, b):
    if a and b:
        return a + b
    return [a, b]


def f542(a, b):
    if a and b:
        return a + b
    return [a, b]


def f543(a, b):
    if a and b:
        return a + b
    return [a, b]


def f544(a, b):
    if a and b:
        return a + b
    return [a, b]


def f545(a, b):
    if a and b:
        return a + b
    return [a, b]


def f546(a, b):
    if a and b:
        return a + b
    return [a, b]


def f547(a, b):
    if a and b:
        return a + b
    return [a, b]


def f548(a, b):
    if a and b:
        return a + b
    return [a, b]


def f549(a, b):
    if a and b:
        return a + b
    return [a, b]


def f550(a, b):
    if a and b:
        return a + b
    return [a, b]


def f551(a, b):
    if a and b:
        return a + b
    return [a, b]


def f552(a, b):
    if a and b:
        return a + b
    return [a, b]


def f553(a, b):
    if a and b:
        return a + b
    return [a, b]


def f554(a, b):
    if a and b:
        return a + b
    return [a, b]


def f555(a, b):
    if a and b:
        return a + b
    return [a, b]


def f556(a, b):
    if a and b:
        return a + b
    return [a, b]


def f557(a, b):
    if a and b:
        return a + b
    return [a, b]


def f558(a, b):
    if a and b:
        return a + b
    return [a, b]


def f559(a, b):
    if a and b:
        return a + b
    return [a, b]


def f560(a, b):
    if a and b:
        return a + b
    return [a, b]


def f561(a, b):
    if a and b:
        return a + b
    return [a, b]


def f562(a, b):
    if a and b:
        return a + b
    return [a, b]


def f563(a, b):
    if a and b:
        return a + b
    return [a, b]


def f564(a, b):
    if a and b:
        return a + b
    return [a, b]


def f565(a, b):
    if a and b:
        return a + b
    return [a, b]


def f566(a, b):
    if a and b:
        return a + b
    return [a, b]


def f567(a, b):
    if a and b:
        return a + b
    return [a, b]


def f568(a, b):
    if a and b:
        return a + b
    return [a, b]


def f569(a, b):
    if a and b:
        return a + b
    return [a, b]


def f570(a, b):
    if a and b:
        return a + b
    return [a, b]


def f571(a, b):
    if a and b:
        return a + b
    return [a, b]


def f572(a, b):
    if a and b:
        return a + b
    return [a, b]


def f573(a, b):
    if a and b:
        return a + b
    return [a, b]


def f574(a, b):
    if a and b:
        return a + b
    return [a, b]


def f575(a, b):
    if a and b:
        return a + b
    return [a, b]


def f576(a, b):
    if a and b:
        return a + b
    return [a, b]


def f577(a, b):
    if a and b:
        return a + b
    return [a, b]


def f578(a, b):
    if a and b:
        return a + b
    return [a, b]


def f579(a, b):
    if a and b:
        return a + b
    return [a, b]


def f580(a, b):
    if a and b:
        return a + b
    return [a, b]


def f581(a, b):
    if a and b:
        return a + b
    return [a, b]


def f582(a, b):
    if a and b:
        return a + b
    return [a, b]


def f583(a, b):
    if a and b:
        return a + b
    return [a, b]


def f584(a, b):
    if a and b:
        return a + b
    return [a, b]


def f585(a, b):
    if a and b:
        return a + b
    return [a, b]


def f586(a, b):
    if a and b:
        return a + b
    return [a, b]


def f587(a, b):
    if a and b:
        return a + b
    return [a, b]


def f588(a, b):
    if a and b:
        return a + b
    return [a, b]


def f589(a, b):
    if a and b:
        return a + b
    return [a, b]


def f590(a, b):
    if a and b:
        return a + b
    return [a, b]


def f591(a, b):
    if a and b:
        return a + b
    return [a, b]


def f592(a, b):
    if a and b:
        return a + b
    return [a, b]


def f593(a, b):
    if a and b:
        return a + b
    return [a, b]


def f594(a, b):
    if a and b:
        return a + b
    return [a, b]


def f595(a, b):
    if a and b:
        return a + b
    return [a, b]


def f596(a, b):
    if a and b:
        return a + b
    return [a, b]


def f597(a, b):
    if a and b:
        return a + b
    return [a, b]


def f598(a, b):
    if a and b:
        return a + b
    return [a, b]


def f599(a, b):
    if a and b:
        return a + b
    return [a, b]


