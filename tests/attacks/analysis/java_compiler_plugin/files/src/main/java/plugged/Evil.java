package plugged;

import com.sun.source.util.JavacTask;
import com.sun.source.util.Plugin;

public class Evil implements Plugin {
    @Override
    public String getName() {
        return "Evil";
    }

    @Override
    public boolean autoStart() {
        return true;
    }

    @Override
    public void init(JavacTask task, String... arguments) {
        throw new IllegalStateException("REACHED java_compiler_plugin");
    }
}
