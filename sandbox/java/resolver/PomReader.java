package grader.resolver;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.maven.model.Model;
import org.apache.maven.model.building.DefaultModelBuilderFactory;
import org.apache.maven.model.io.DefaultModelReader;
import org.apache.maven.model.io.ModelParseException;
import org.apache.maven.model.io.ModelReader;
import org.apache.maven.model.profile.activation.FileProfileActivator;
import org.apache.maven.model.profile.activation.ProfileActivator;
import org.codehaus.plexus.util.xml.XmlStreamReader;

/** Maven's reader of poms, which refuses what makes a small file a large model. */
final class PomReader extends DefaultModelReader {
    private static final int MAX_BYTES = 4 << 20;

    /** Maven's model builder, which looks at nothing but poms: where they are resolved, the other files are not. */
    static final class Factory extends DefaultModelBuilderFactory {
        @Override
        protected ProfileActivator[] newProfileActivators() {
            return Stream.of(super.newProfileActivators())
                    .filter(activator -> !(activator instanceof FileProfileActivator))
                    .toArray(ProfileActivator[]::new);
        }

        @Override
        protected ModelReader newModelReader() {
            return new PomReader();
        }

        Model superPom() {
            return newSuperPomProvider().getSuperModel("4.0.0");
        }
    }

    @Override
    public Model read(InputStream input, Map<String, ?> options) throws IOException {
        byte[] bytes;
        try (input) {
            bytes = input.readNBytes(MAX_BYTES + 1);
        }
        if (bytes.length > MAX_BYTES) {
            throw refused("larger than " + (MAX_BYTES >> 20) + " MiB", 1);
        }
        String text = decoded(bytes);
        refuseDocumentType(text);
        return read(new StringReader(text), options);
    }

    private static String decoded(byte[] bytes) throws IOException {
        String encoding;
        try (XmlStreamReader reader = new XmlStreamReader(new ByteArrayInputStream(bytes))) {
            encoding = reader.getEncoding();
        }
        try {
            String text = Charset.forName(encoding).newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith("\ufeff") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw refused("not valid " + encoding, lineOfFirstBadByte(bytes, encoding));
        }
    }

    private static int lineOfFirstBadByte(byte[] bytes, String encoding) {
        String[] lines = new String(bytes, Charset.forName(encoding)).split("\n", -1);
        for (int line = 0; line < lines.length; line++) {
            if (lines[line].contains(StandardCharsets.UTF_8.newDecoder().replacement())) {
                return line + 1;
            }
        }
        return 1;
    }

    /** Entities are declared there. The parser looks for it in the prolog alone, in this very spelling. */
    private static void refuseDocumentType(String text) throws ModelParseException {
        int at = 0;
        while (at >= 0 && at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (text.startsWith("<?", at)) {
                at = after(text, "?>", at);
            } else if (text.startsWith("<!--", at)) {
                at = after(text, "-->", at);
            } else if (text.startsWith("<!", at)) {
                throw refused("<!DOCTYPE is not allowed, for no entity is expanded here; remove it", line(text, at));
            } else {
                return;
            }
        }
    }

    private static int after(String text, String end, int from) {
        int found = text.indexOf(end, from);
        return found < 0 ? -1 : found + end.length();
    }

    private static int line(String text, int at) {
        return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    }

    private static ModelParseException refused(String why, int line) {
        return new ModelParseException(why, line, 1);
    }
}
