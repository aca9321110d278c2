package planted;

import java.util.List;

public final class Attack {
    public static void go() {
        System.out.println("TRIED");
        Shadow.act();
        System.out.println(List.of(String.valueOf(Attack.class.getResource("/planted/Shadow.class")),
                System.getProperty("java.class.path")));
        for (String path : List.of("/submission/libplanted.so", "/submission/planted/libplanted.so",
                "/build/classes/libplanted.so")) {
            try {
                System.load(path);
                System.out.println("REACHED a library " + path);
            } catch (LinkageError refused) {
                System.out.println(refused.getMessage());
            }
        }
        try {
            Class.forName("planted.OnlyCompiled");
            System.out.println("REACHED a class without a source");
        } catch (ClassNotFoundException refused) {
            System.out.println(refused);
        }
    }
}
