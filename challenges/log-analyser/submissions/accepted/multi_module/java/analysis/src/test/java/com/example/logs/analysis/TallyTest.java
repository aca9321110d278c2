package com.example.logs.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final Tally tally = new Tally();

    @Test
    void countsWellFormedLinesOnly() {
        add("192.0.2.1", "/", 200, "7", 1);
        add("192.0.2.1", "/", 599, "-", 1);
        add("192.0.2.1", "/", 600, "7", 1);
        tally.add(Line.of(""));
        tally.add(Line.of(" "));

        Report report = tally.report(10);
        assertThat(report.requests()).isEqualTo(2);
        assertThat(report.malformed()).isEqualTo(2);
        assertThat(report.bytes()).isEqualTo(7);
        assertThat(report.statusClasses()).containsExactly(0, 1, 0, 0, 1);
    }

    @Test
    void takesPercentilesByNearestRank() {
        for (int ms = 20; ms >= 1; ms--) {
            add("192.0.2.1", "/", 200, "1", ms);
        }

        assertThat(tally.report(10).latency()).extracting(Report.Percentile::value).containsExactly(10L, 19L, 20L);
    }

    @Test
    void hasNoPercentilesWithoutRequests() {
        assertThat(tally.report(10).latency()).extracting(Report.Percentile::value).containsOnlyNulls();
    }

    @Test
    void ranksTheMostFrequentFirstAndTiesByText() {
        for (String url : List.of("/b", "/a?x", "/B", "/a?y", "/é")) {
            add("192.0.2.1", url, 200, "1", 1);
        }

        assertThat(tally.report(3).topUrls())
                .containsExactly(new Report.Ranked("/a", 2), new Report.Ranked("/B", 1), new Report.Ranked("/b", 1));
    }

    @Test
    void countsSpellingsOfAnAddressTogether() {
        add("2001:DB8::1", "/", 200, "1", 1);
        add("2001:db8:0::1", "/", 200, "1", 1);

        assertThat(tally.report(10).topIps()).containsExactly(new Report.Ranked("2001:db8::1", 2));
    }

    @Test
    void resolvesTwoEscapesOnly() {
        assertThat(Tally.readable("\\\"\\\\\\x16\\\\\"\u00ff")).isEqualTo("\"\\\\x16\\\"\ufffd");
    }

    @Test
    void comparesByCodePoint() {
        List<String> ascending = List.of("", "B", "a", "a/", "\u00e9", "\uffee", "\ud83d\ude00", "\ud83d\ude01");
        assertThat(Stream.of(7, 3, 0, 5, 1, 6, 4, 2).map(ascending::get).sorted(Tally::compareCodePoints))
                .isEqualTo(ascending);
    }

    private void add(String ip, String url, int status, String size, int ms) {
        tally.add(Line.of("%s - - [t] \"GET %s HTTP/1.1\" %d %s %d".formatted(ip, url, status, size, ms)));
    }
}
