package planted;

final class Shadow {
    static void act() {
        System.out.println("compiled here");
    }
}
