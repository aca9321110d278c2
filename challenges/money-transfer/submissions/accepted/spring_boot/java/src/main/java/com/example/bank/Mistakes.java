package com.example.bank;

import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** How every mistake is answered. */
@RestControllerAdvice
class Mistakes {
    @ExceptionHandler
    ResponseEntity<Map<String, Object>> refused(Problem problem) {
        return answer(problem.status(), problem.code(), problem.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<Map<String, Object>> notFound(NoResourceFoundException error) {
        return answer(HttpStatus.NOT_FOUND, "not_found", "There is nothing here");
    }

    private static ResponseEntity<Map<String, Object>> answer(HttpStatus status, String code, String detail) {
        Map<String, Object> body = Map.of("status", status.value(), "code", code, "detail", detail);
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(body);
    }
}
