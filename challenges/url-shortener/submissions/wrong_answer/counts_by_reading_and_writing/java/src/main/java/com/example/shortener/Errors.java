package com.example.shortener;

import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Every error as {@code {"error": "…"}}. */
@RestControllerAdvice
class Errors {
    @ExceptionHandler
    ResponseEntity<Map<String, String>> stated(ResponseStatusException error) {
        return ResponseEntity.status(error.getStatusCode()).body(Map.of("error", error.getReason()));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> refused(IllegalArgumentException error) {
        return ResponseEntity.status(HttpStatus.UNPROCESSABLE_ENTITY).body(Map.of("error", error.getMessage()));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> unreadable(HttpMessageNotReadableException error) {
        String message = String.valueOf(error.getMostSpecificCause().getMessage()).lines().findFirst().orElse("no JSON");
        return ResponseEntity.badRequest().body(Map.of("error", message));
    }

    @ExceptionHandler
    ResponseEntity<Map<String, String>> nothingHere(NoResourceFoundException error) {
        return ResponseEntity.status(HttpStatus.NOT_FOUND).body(Map.of("error", "there is nothing here"));
    }
}
