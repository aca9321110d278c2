package planted;

import com.sun.source.util.JavacTask;
import com.sun.source.util.Plugin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.element.TypeElement;
import javax.tools.StandardLocation;

/** Runs in the compiler, if it is let. */
@SupportedAnnotationTypes("*")
public class Processor extends AbstractProcessor implements Plugin {
    static {
        mark("/tmp/planted-ran");
        mark("/build/planted-ran");
        mark("/submission/planted-ran");
    }

    static void mark(String path) {
        try {
            Files.createFile(Path.of(path));
        } catch (IOException refused) {
            System.err.println(refused);
        }
    }

    @Override
    public String getName() {
        return "planted";
    }

    @Override
    public boolean autoStart() {
        return true;
    }

    @Override
    public void init(JavacTask task, String... arguments) {
        mark("/build/classes/planted-ran");
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
        try {
            processingEnv.getFiler().createResource(StandardLocation.CLASS_OUTPUT, "", "planted-ran").openWriter()
                    .close();
        } catch (IOException refused) {
            return false;
        }
        return false;
    }
}
