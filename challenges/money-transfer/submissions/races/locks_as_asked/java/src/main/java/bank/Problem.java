package bank;

/** What a client did wrong. */
final class Problem extends RuntimeException {
    final int status;
    final String code;

    Problem(int status, String code, String detail) {
        super(detail, null, false, false);
        this.status = status;
        this.code = code;
    }

    static Problem invalid(String detail) {
        return new Problem(422, "invalid_request", detail);
    }
}
