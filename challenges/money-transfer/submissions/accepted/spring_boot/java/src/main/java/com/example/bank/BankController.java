package com.example.bank;

import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class BankController {
    private static final String OWNER = "(?s)[^\\u0000]{1,100}";
    private static final String ID = "(?s)[^\\u0000]*";

    private final Ledger ledger;

    BankController(Ledger ledger) {
        this.ledger = ledger;
    }

    @GetMapping("/health")
    Map<String, String> health() {
        return Map.of("status", "up");
    }

    @PostMapping("/accounts")
    @ResponseStatus(HttpStatus.CREATED)
    Account open(@RequestBody(required = false) byte[] content) {
        Body body = Body.of(content);
        long opening = body.has("opening_balance") ? body.whole("opening_balance", 0) : 0;
        return ledger.open(body.text("owner", OWNER), body.text("currency", "[A-Z]{3}"), opening);
    }

    @GetMapping("/accounts/{id}")
    Account account(@PathVariable String id) {
        return ledger.account(id);
    }

    @GetMapping("/accounts/{id}/transfers")
    Ledger.Page transfers(
            @PathVariable String id,
            @RequestParam(defaultValue = "20") String limit,
            @RequestParam(required = false) String cursor) {
        long before = cursor == null ? Long.MAX_VALUE : number(cursor, "cursor", Long.MAX_VALUE);
        return ledger.page(id, (int) number(limit, "limit", 100), before);
    }

    @PostMapping("/transfers")
    @ResponseStatus(HttpStatus.CREATED)
    Transfer transfer(
            @RequestHeader(name = "Idempotency-Key", defaultValue = "") String key,
            @RequestBody(required = false) byte[] content) {
        if (key.isEmpty() || key.length() > 255) {
            throw new Problem(HttpStatus.BAD_REQUEST, "invalid_key", "Idempotency-Key has 1 to 255 characters");
        }
        Body body = Body.of(content);
        String from = body.text("from", ID);
        String to = body.text("to", ID);
        long amount = body.whole("amount", 1);
        if (from.equals(to)) {
            throw new Problem(HttpStatus.UNPROCESSABLE_ENTITY, "same_account", "from and to are the same account");
        }
        return ledger.transfer(key, from, to, amount);
    }

    private static long number(String text, String name, long most) {
        if (!text.matches("[0-9]{1,18}") || Long.parseLong(text) < 1 || Long.parseLong(text) > most) {
            throw new Problem(HttpStatus.BAD_REQUEST, "invalid_query", name + " is not valid");
        }
        return Long.parseLong(text);
    }
}
