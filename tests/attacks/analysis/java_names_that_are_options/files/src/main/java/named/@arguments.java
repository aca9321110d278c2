package named;

class Arguments {
    void tell() {
        System.out.println();
    }
}
