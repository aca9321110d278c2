package com.example.loganalyser;

import java.util.List;

/** A report as JSON. */
final class JsonWriter {
    private final StringBuilder json = new StringBuilder();

    private JsonWriter() {}

    static String write(Report report) {
        JsonWriter writer = new JsonWriter();
        writer.object(report);
        return writer.json.toString();
    }

    private void object(Report report) {
        json.append("{\n  \"requests\": ").append(report.requests());
        json.append(",\n  \"malformed\": ").append(report.malformed());
        json.append(",\n  \"bytes\": ").append(report.bytes());
        json.append(",\n  \"unique_ips\": ").append(report.uniqueIps());
        json.append(",\n  \"status\": {");
        for (int index = 0; index < report.statusClasses().length; index++) {
            json.append(index == 0 ? "\"" : ", \"").append(index + 1).append("xx\": ");
            json.append(report.statusClasses()[index]);
        }
        json.append("},\n  \"latency_ms\": {");
        String separator = "\"p";
        for (Report.Percentile percentile : report.latency()) {
            json.append(separator).append(percentile.percent()).append("\": ").append(percentile.value());
            separator = ", \"p";
        }
        json.append("},\n  \"top_ips\": ");
        ranking("ip", report.topIps());
        json.append(",\n  \"top_urls\": ");
        ranking("url", report.topUrls());
        json.append("\n}");
    }

    private void ranking(String key, List<Report.Ranked> ranking) {
        json.append('[');
        String separator = "\n    {";
        for (Report.Ranked ranked : ranking) {
            json.append(separator);
            text(key);
            json.append(": ");
            text(ranked.text());
            json.append(", \"count\": ").append(ranked.count()).append('}');
            separator = ",\n    {";
        }
        json.append(ranking.isEmpty() ? "]" : "\n  ]");
    }

    private void text(String text) {
        json.append('"');
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            if (character == '"' || character == '\\') {
                json.append('\\').append(character);
            } else if (character < ' ') {
                json.append("\\u00").append(Character.forDigit(character >> 4, 16));
                json.append(Character.forDigit(character & 15, 16));
            } else {
                json.append(character);
            }
        }
        json.append('"');
    }
}
