package grader.session;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** The conversions into single values. */
final class Scalars {
    private Scalars() {}

    static final class Whole extends Into {
        private final Class<?> target;

        Whole(Class<?> target) {
            this.target = target;
        }

        @Override
        Object nothing() {
            if (target == OptionalInt.class) {
                return OptionalInt.empty();
            }
            return target == OptionalLong.class ? OptionalLong.empty() : null;
        }

        @Override
        Object of(Object data) throws DoesNotFit {
            if (target == BigInteger.class && data instanceof BigInteger) {
                return data;
            }
            if (!(data instanceof Long number)) {
                throw misfit(data);
            }
            if (target == Long.class) {
                return number;
            }
            return narrowed(number);
        }

        private Object narrowed(long number) throws DoesNotFit {
            if (target == BigInteger.class) {
                return BigInteger.valueOf(number);
            }
            if (target == OptionalLong.class) {
                return OptionalLong.of(number);
            }
            if (number == (int) number && (target == Integer.class || target == OptionalInt.class)) {
                return target == Integer.class ? (Object) (int) number : OptionalInt.of((int) number);
            }
            if (number == (short) number && target == Short.class) {
                return (short) number;
            }
            if (number == (byte) number && target == Byte.class) {
                return (byte) number;
            }
            throw misfit(number);
        }
    }

    static final class Fraction extends Into {
        private final Class<?> target;

        Fraction(Class<?> target) {
            this.target = target;
        }

        @Override
        Object nothing() {
            return target == OptionalDouble.class ? OptionalDouble.empty() : null;
        }

        @Override
        Object of(Object data) throws DoesNotFit {
            if (!(data instanceof Number number)) {
                throw misfit(data);
            }
            if (target == BigDecimal.class) {
                return exact(number);
            }
            double value = number.doubleValue();
            if (target == OptionalDouble.class) {
                return OptionalDouble.of(value);
            }
            return target == Float.class ? (Object) (float) value : (Object) value;
        }

        private BigDecimal exact(Number number) throws DoesNotFit {
            try {
                return new BigDecimal(number.toString());
            } catch (NumberFormatException notFinite) {
                throw misfit(number);
            }
        }
    }

    static final class Text extends Into {
        @Override
        Object of(Object data) throws DoesNotFit {
            if (data instanceof String) {
                return data;
            }
            throw misfit(data);
        }
    }

    static final class Letter extends Into {
        @Override
        Object of(Object data) throws DoesNotFit {
            if (data instanceof String text && text.length() == 1) {
                return text.charAt(0);
            }
            throw misfit(data);
        }
    }

    static final class Letters extends Into {
        @Override
        Object of(Object data) throws DoesNotFit {
            if (data instanceof String text) {
                return text.toCharArray();
            }
            throw misfit(data);
        }
    }

    static final class Named extends Into {
        private final Map<String, Object> constants = new HashMap<>();

        Named(Class<?> type) {
            for (Object constant : type.getEnumConstants()) {
                constants.put(((Enum<?>) constant).name(), constant);
            }
        }

        @Override
        Object of(Object data) throws DoesNotFit {
            Object found = data instanceof String text ? constant(text) : null;
            if (found == null) {
                throw misfit(data);
            }
            return found;
        }

        private Object constant(String name) {
            Object exact = constants.get(name);
            return exact != null ? exact : constants.get(name.toUpperCase(Locale.ROOT));
        }
    }

    static final class Truth extends Into {
        @Override
        Object of(Object data) throws DoesNotFit {
            if (data instanceof Boolean) {
                return data;
            }
            throw misfit(data);
        }
    }

    static final class Bytes extends Into {
        private final Class<?> target;

        Bytes(Class<?> target) {
            this.target = target;
        }

        @Override
        Object of(Object data) throws DoesNotFit {
            if (!(data instanceof byte[] bytes)) {
                throw misfit(data);
            }
            if (target == ByteBuffer.class) {
                return ByteBuffer.wrap(bytes);
            }
            return target == InputStream.class ? new ByteArrayInputStream(bytes) : (Object) bytes;
        }
    }

    static final class Nothing extends Into {
        @Override
        Object of(Object data) throws DoesNotFit {
            throw misfit(data);
        }
    }

    static final class Maybe extends Into {
        private final Into inner;

        Maybe(Into inner) {
            this.inner = inner;
        }

        @Override
        Object nothing() {
            return Optional.empty();
        }

        @Override
        Object of(Object data) throws DoesNotFit, BadValue {
            return Optional.of(inner.of(data));
        }
    }
}
