package processed;

import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.element.TypeElement;

@SupportedAnnotationTypes("*")
public class Evil extends AbstractProcessor {
    static {
        System.out.println("REACHED java_annotation_processor");
        Runtime.getRuntime().halt(0);
    }

    @Override
    public boolean process(Set<? extends TypeElement> types, RoundEnvironment round) {
        throw new IllegalStateException("REACHED java_annotation_processor");
    }
}
