package io.quarkiverse.ws4redis.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;

import org.junit.jupiter.api.Test;

class NodeAddressTest {

    @Test
    void theBracketsOfAnAddressAreOnlyWhereAPortFollows() {
        NodeAddress address = NodeAddress.of(URI.create("redis://[::1]:7000"));
        assertThat(address).isEqualTo(new NodeAddress("::1", 7000)).hasToString("[::1]:7000");
        assertThat(NodeAddress.of(URI.create("rediss://user:secret@redis.example"))).hasToString("redis.example:6379");
    }
}
