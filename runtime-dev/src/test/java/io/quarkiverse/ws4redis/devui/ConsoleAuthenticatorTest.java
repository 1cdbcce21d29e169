package io.quarkiverse.ws4redis.devui;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ConsoleAuthenticatorTest {

    @Test
    void thereIsNoneOutsideDevMode() {
        assertThatThrownBy(() -> new ConsoleAuthenticator(new Tickets())).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("dev mode only");
    }
}
