package com.example.logs.command;

import com.example.logs.analysis.Report;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes a report as JSON in UTF-8. */
final class ReportWriter {
    private final JsonGenerator json;

    private ReportWriter(JsonGenerator json) {
        this.json = json;
    }

    /** Writes the whole report at once, so that a failure on the way leaves no half of it. */
    static void write(Report report, OutputStream out) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(whole)) {
            json.useDefaultPrettyPrinter();
            new ReportWriter(json).write(report);
        }
        whole.write('\n');
        whole.writeTo(out);
        out.flush();
    }

    private void write(Report report) throws IOException {
        json.writeStartObject();
        json.writeNumberField("requests", report.requests());
        json.writeNumberField("malformed", report.malformed());
        json.writeNumberField("bytes", report.bytes());
        json.writeNumberField("unique_ips", report.uniqueIps());
        writeStatus(report.statusClasses());
        writeLatency(report.latency());
        writeRanking("top_ips", "ip", report.topIps());
        writeRanking("top_urls", "url", report.topUrls());
        json.writeEndObject();
    }

    private void writeStatus(long[] classes) throws IOException {
        json.writeObjectFieldStart("status");
        for (int index = 0; index < classes.length; index++) {
            json.writeNumberField(index + 1 + "xx", classes[index]);
        }
        json.writeEndObject();
    }

    private void writeLatency(List<Report.Percentile> latency) throws IOException {
        json.writeObjectFieldStart("latency_ms");
        for (Report.Percentile percentile : latency) {
            json.writeFieldName("p" + percentile.percent());
            if (percentile.value() == null) {
                json.writeNull();
            } else {
                json.writeNumber(percentile.value());
            }
        }
        json.writeEndObject();
    }

    private void writeRanking(String field, String key, List<Report.Ranked> ranking) throws IOException {
        json.writeArrayFieldStart(field);
        for (Report.Ranked ranked : ranking) {
            json.writeStartObject();
            json.writeStringField(key, ranked.text());
            json.writeNumberField("count", ranked.count());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
