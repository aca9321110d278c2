package grader.session;

import java.util.List;
import java.util.Map;

/** Turns what the suite sent into a Java type that the submission chose; one is made for each parameter, once. */
abstract class Into {
    /** Whether {@code null} is a value of the Java type. */
    boolean takesNull = true;

    /** The Java type as a candidate writes it, for messages. */
    String javaType;

    /** Give the value; {@code DoesNotFit} where this one cannot be of the Java type. */
    final Object from(Object node) throws DoesNotFit, BadValue {
        Object data = node instanceof Map ? Tags.read(node) : node;
        if (data == null) {
            if (takesNull) {
                return nothing();
            }
            throw misfit(null);
        }
        return of(data);
    }

    abstract Object of(Object data) throws DoesNotFit, BadValue;

    /** Give what stands for no value: {@code null}, or an empty {@code Optional}. */
    Object nothing() {
        return null;
    }

    DoesNotFit misfit(Object data) {
        return new DoesNotFit(glimpse(data) + " does not fit in " + javaType);
    }

    static String glimpse(Object data) {
        if (data == null) {
            return "nothing (null)";
        }
        if (data instanceof byte[] bytes) {
            return bytes.length + " bytes";
        }
        if (data instanceof Tags.Items items) {
            return "a " + items.tag().substring(1) + " of " + items.items().size();
        }
        if (data instanceof List<?> list) {
            return "a list of " + list.size();
        }
        if (data instanceof Map || data instanceof Tags.Pairs) {
            return "a map";
        }
        return data instanceof String text ? '"' + Tags.cut(text, 60) + '"' : Tags.cut(data.toString(), 60);
    }

    /** Give the items of a list, tuple or set; {@code null} for anything else. */
    static List<?> items(Object data) {
        if (data instanceof Tags.Items tagged) {
            return tagged.items();
        }
        return data instanceof List<?> list ? list : null;
    }
}
