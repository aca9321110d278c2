import java.util.Map;

/** Prints a report. */
class Report {
    static void show(Map<String, Long> report) {
        System.out.println("{\"requests\": " + report.get("requests") + "}");
    }
}
