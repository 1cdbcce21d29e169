package io.quarkiverse.ws4redis.deployment.model;

import org.jboss.jandex.Type;

/** What a parameter of an application's method gets. */
public sealed interface Argument {

    /** The credentials of the connection. */
    record Credentials() implements Argument {
    }

    /** The request itself. */
    record Request() implements Argument {
    }

    /** The verified token of an authentication of kind {@code jwt}. */
    record Token() implements Argument {
    }

    /** The request, bound by Jackson to a class of the application's. */
    record Payload(Type type) implements Argument {
    }
}
