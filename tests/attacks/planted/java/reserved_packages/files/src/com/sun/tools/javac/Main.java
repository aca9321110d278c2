package com.sun.tools.javac;

public final class Main {
    static {
        System.out.println("REACHED the compiler");
    }
}
