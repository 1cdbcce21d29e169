package io.quarkiverse.ws4redis.deployment.model;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.inject.spi.DeploymentException;

import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.MethodInfo;

/** Collects what is wrong with the application's classes, so that one build tells all of it. */
final class ModelErrors {

    private final List<String> messages = new ArrayList<>();

    void add(ClassInfo type, String problem, String remedy) {
        messages.add(type.name() + " " + problem + ": " + remedy);
    }

    void add(MethodInfo method, String problem, String remedy) {
        messages.add(method.declaringClass().name() + "#" + method.name() + "() " + problem + ": " + remedy);
    }

    void throwIfAny() {
        if (!messages.isEmpty()) {
            throw new DeploymentException("ws4redis: " + String.join("\nws4redis: ", messages));
        }
    }
}
