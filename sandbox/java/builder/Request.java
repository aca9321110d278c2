package grader.builder;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code builder.py} asks for, one JSON object of lists of strings: {@code root}, {@code options} and
 * {@code reserved} packages; {@code sources} into {@code output}; the {@code functions} that a holder has to have.
 */
final class Request {
    private final Map<String, List<String>> lists = new HashMap<>();

    Request(InputStream stream) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(stream)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.getCurrentName();
                parser.nextToken();
                lists.put(name, items(parser));
            }
        }
    }

    private static List<String> items(JsonParser parser) throws IOException {
        List<String> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(parser.getText());
        }
        return items;
    }

    List<String> all(String name) {
        return lists.get(name);
    }

    String one(String name) {
        return lists.get(name).get(0);
    }
}
