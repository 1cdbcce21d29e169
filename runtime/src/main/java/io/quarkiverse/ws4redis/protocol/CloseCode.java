package io.quarkiverse.ws4redis.protocol;

/** Why the server closes a connection: protocol section 6. */
public enum CloseCode {
    TOO_BIG(1009, "message too big"),
    RESTART(1012, "service restart"),
    TRY_AGAIN(1013, "try again later"),
    NO_CREDENTIALS(4001, "no credentials received"),
    LOGGED_OUT(4002, "logged out"),
    REPLACED(4003, "replaced by a newer connection"),
    TOKEN_EXPIRED(4004, "token expired"),
    SLOW_CONSUMER(4005, "slow consumer"),
    GAP(4006, "messages may have been missed"),
    LIMITS(4008, "limits exceeded");

    private final int code;
    private final String reason;

    CloseCode(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    /** {@return the number in the close frame} */
    public int code() {
        return code;
    }

    /** {@return the text in the close frame} */
    public String reason() {
        return reason;
    }

    /** {@return the code with this number; {@link #LOGGED_OUT} for a number of a newer version} */
    public static CloseCode of(int number) {
        for (CloseCode code : values()) {
            if (code.code == number) {
                return code;
            }
        }
        return LOGGED_OUT;
    }
}
