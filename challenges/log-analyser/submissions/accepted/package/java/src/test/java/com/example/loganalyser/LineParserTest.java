package com.example.loganalyser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LineParserTest {
    private static final String GOOD = "192.0.2.1 - ann [10/Mar/2025:13:55:36 +0000]"
            + " \"GET /a\\\"b?q HTTP/1.1\" 404 - \"-\" \"x \\\" y\" 41";

    @Test
    void readsEveryField() throws MalformedLineException {
        assertThat(parse(GOOD)).isEqualTo(new Request("192.0.2.1", "/a\\\"b", 404, 0, 41));
    }

    @Test
    void readsTheShortForm() throws MalformedLineException {
        assertThat(parse("::1 i u [] \"POST / HTTP/2\" 200 123456789012345 0"))
                .isEqualTo(new Request("::1", "/", 200, 123_456_789_012_345L, 0));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                " 404 , 604 ",
                " 404 , 099 ",
                " 404 , 0404 ",
                " 41,  41",
                " 41, 4.1",
                " 41, 1234567890123456",
                "41,41 ",
                "GET ,get ",
                "GET ,``",
                "HTTP/1.1,HTTP/",
                "HTTP/1.1,FTP/1.1",
                "y\" 41,y\\\" 41",
                "a\\\"b,a\"b",
                " ann , ",
                "],|",
                " - \"-\", -- \"-\"",
                " \"-\", \"-\" \"-\"",
            })
    void refusesWhatIsNearlyRight(String right, String wrong) {
        String line = GOOD.replace(right, wrong);
        assertThat(line).isNotEqualTo(GOOD);
        assertThatExceptionOfType(MalformedLineException.class).isThrownBy(() -> parse(line));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "-", "\"", "\\", "1 2 3 [", "1 2 3 [] \"GET /\\", "1 2 3 [] \"GET / HTTP/1.1\" 200 1 \"\\"})
    void refusesWhatBreaksOff(String line) {
        assertThatExceptionOfType(MalformedLineException.class).isThrownBy(() -> parse(line));
    }

    private static Request parse(String line) throws MalformedLineException {
        return LineParser.parse(Line.of(line));
    }
}
