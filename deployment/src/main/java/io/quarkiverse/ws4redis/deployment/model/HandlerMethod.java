package io.quarkiverse.ws4redis.deployment.model;

import java.lang.reflect.Modifier;
import java.util.List;

import org.jboss.jandex.MethodInfo;
import org.jboss.jandex.Type;

import io.quarkiverse.ws4redis.dispatch.Execution;

/**
 * A method of the application that dispatch calls.
 *
 * @param method the method
 * @param execution on what thread
 * @param arguments what its parameters get, in order
 */
public record HandlerMethod(MethodInfo method, Execution execution, List<Argument> arguments) {

    /** {@return whether it is called on the class and not on a bean} */
    public boolean isStatic() {
        return Modifier.isStatic(method.flags());
    }

    /** {@return the type of what it returns, or of what its Uni does} */
    public Type result() {
        return MethodReader.result(method);
    }
}
