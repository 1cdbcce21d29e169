package io.quarkiverse.ws4redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;

class WsCredentialsTest {

    private static final WsCredentials ALICE = WsCredentials.of("member", 7);

    @Test
    void metaIsKeptByEveryCopyAndCannotBeChanged() {
        Map<String, Object> meta = new HashMap<>(Map.of("name", "Alice"));
        WsCredentials who = ALICE.meta(meta).uuid("alice").onlyOne(true);
        meta.put("name", "Mallory");
        assertThat(who.meta()).isEqualTo(Map.of("name", "Alice"));
        assertThatThrownBy(() -> who.meta().put("x", 1)).isInstanceOf(UnsupportedOperationException.class);
        assertThat(ALICE.meta()).isEmpty();
    }

    @Test
    void metaIsSmallAndJson() {
        assertThat(ALICE.meta(Map.of("x", "y".repeat(1000))).meta()).isNotEmpty();
        assertThatThrownBy(() -> ALICE.meta(Map.of("x", "y".repeat(1024)))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1024 bytes");
        assertThatThrownBy(() -> ALICE.meta(Map.of("x", new Object()))).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("JSON");
    }
}
