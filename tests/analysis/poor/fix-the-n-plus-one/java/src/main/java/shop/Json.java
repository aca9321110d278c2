package shop;

import java.util.List;

/** What the API answers; names are written in snake case. */
final class Json {
    private Json() {}

    record Page<T>(List<T> items, Integer nextOffset) {}

    record Order(
            int id,
            String status,
            String placedAt,
            String note,
            Buyer customer,
            List<Line> lines,
            List<Payment> payments,
            long totalCents,
            long paidCents) {}

    record Buyer(int id, String name, String email) {}

    record Line(int position, int quantity, int unitPriceCents, String comment, LineProduct product) {}

    record LineProduct(int id, String sku, String name, List<String> tags) {}

    record Payment(String method, int amountCents) {}

    record Customer(
            int id,
            String name,
            String email,
            String city,
            long orderCount,
            long spentCents,
            LastOrder lastOrder) {}

    record LastOrder(int id, String status, String placedAt) {}

    record Product(int id, String sku, String name, int priceCents, List<String> tags, long unitsSold) {}
}
