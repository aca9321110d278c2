package grader.builder;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Compiles one submission, all in one go: a request on stdin, a result on stdout, both one JSON object.
 *
 * <p>Run by {@code builder.py}, which has already chosen the files. Nothing of the submission runs in here.
 */
public final class Builder {
    private Builder() {}

    /** Compile, and say what came of it. */
    public static void main(String[] arguments) throws IOException {
        Request request = new Request(new FileInputStream(FileDescriptor.in));
        Compilation compilation = new Compilation(request);
        String words = compilation.run();
        try (JsonGenerator reply = new JsonFactory().createGenerator(new FileOutputStream(FileDescriptor.out))) {
            reply.writeStartObject();
            reply.writeBooleanField("compiled", words.isEmpty());
            reply.writeStringField("words", words);
            list(reply, "mains", compilation.mains);
            list(reply, "holders", compilation.holders);
            list(reply, "types", compilation.names.values().stream().flatMap(Collection::stream).toList());
            reply.writeObjectFieldStart("found");
            for (Map.Entry<String, List<String>> name : compilation.names.entrySet()) {
                list(reply, name.getKey(), name.getValue());
            }
            reply.writeEndObject();
            reply.writeEndObject();
        }
    }

    private static void list(JsonGenerator reply, String name, List<String> items) throws IOException {
        reply.writeArrayFieldStart(name);
        for (String item : items) {
            reply.writeString(item);
        }
        reply.writeEndArray();
    }
}
