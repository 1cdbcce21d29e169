package io.quarkiverse.ws4redis;

/**
 * The rule for every name that becomes part of a Redis key: facilities, channels, pks, kinds. A name that breaks it is
 * refused, never cut.
 */
public final class WsNames {

    /** The longest name, in UTF-16 code units: protocol section 1. */
    public static final int MAX_LENGTH = 128;

    private WsNames() {
    }

    /** {@return whether the name can be part of a key: 1 to 128 characters, no {@code :} and no control character} */
    public static boolean isValid(String name) {
        if (name == null || name.isEmpty() || name.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == ':' || Character.isISOControl(c)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Checks a name.
     *
     * @param what what the name is, for the message
     * @param name the name
     * @return the name
     * @throws IllegalArgumentException if it is not valid
     */
    public static String require(String what, String name) {
        if (!isValid(name)) {
            throw new IllegalArgumentException(what + " must have 1 to " + MAX_LENGTH
                    + " characters and neither ':' nor control characters");
        }
        return name;
    }
}
