package planted;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

public final class Attack {
    public static void go() {
        System.out.println("TRIED");
        for (String name : List.of("/planted-ran")) {
            if (Attack.class.getResource(name) != null) {
                System.out.println("REACHED the build: " + name);
            }
        }
        for (String path : List.of("/tmp/planted-ran", "/build/planted-ran", "/submission/planted-ran",
                "/submission/target/planted-ran")) {
            if (Files.exists(Path.of(path))) {
                System.out.println("REACHED the build: " + path);
            }
        }
    }
}
