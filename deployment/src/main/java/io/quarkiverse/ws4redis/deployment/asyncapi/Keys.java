package io.quarkiverse.ws4redis.deployment.asyncapi;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Keys of a document's objects: they have fewer characters than the names of channels and actions. */
final class Keys {

    private final Set<String> used;

    Keys(String... used) {
        this.used = new HashSet<>(List.of(used));
    }

    /** {@return a key for a name, another one for each name} */
    String of(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9_-]", "_");
        String key = plain;
        for (int i = 2; !used.add(key); i++) {
            key = plain + "_" + i;
        }
        return key;
    }
}
