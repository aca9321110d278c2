package com.example.loganalyser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {
    @ParameterizedTest
    @CsvSource({
        "192.0.2.255, 192.0.2.255",
        "2001:0DB8:0:0:0:0:0:1, 2001:db8::1",
        "2001:db8:0:1:0:0:0:1, 2001:db8:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:DB8::2:3:4:5:6, 2001:db8:0:2:3:4:5:6",
        "::, ::",
        "0:0:0:0:0:0:0:0, ::",
        "1::, 1::",
        "::8, ::8",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
    })
    void isWrittenInOneWay(String spelling, String canonical) throws MalformedLineException {
        assertThat(IpAddress.canonical(spelling)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", "-", "localhost", "256.0.0.1", "1.2.3", "1.2.3.4.5", "1.2.3.", "+1.2.3.4", ":", ":::", "1:2:3",
                "1::2::3", "12345::", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7::8", "g::", "1:", ":1", "\u0661.2.3.4"
            })
    void isNothingElse(String text) {
        assertThatExceptionOfType(MalformedLineException.class).isThrownBy(() -> IpAddress.canonical(text));
    }
}
