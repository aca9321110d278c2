package com.example.logs.analysis;

import java.util.List;

/**
 * What the command prints.
 *
 * @param statusClasses how many requests had a status of 1xx, 2xx, … 5xx
 * @param latency percentiles of the request times
 */
public record Report(
        long requests,
        long malformed,
        long bytes,
        int uniqueIps,
        long[] statusClasses,
        List<Percentile> latency,
        List<Ranked> topIps,
        List<Ranked> topUrls) {
    /** The time that so many percent of the requests did not exceed; null where there were no requests. */
    public record Percentile(int percent, Long value) {}

    /** A text and how often it was seen. */
    public record Ranked(String text, long count) {}
}
