package io.quarkiverse.ws4redis.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class OriginCheckTest {

    private final OriginCheck sameOrigin = new OriginCheck(List.of());

    @Test
    void programsWithoutOriginAreNoBrowsers() {
        assertThat(sameOrigin.accepts(null, "example.org")).isTrue();
    }

    @Test
    void theOwnOriginPassesWithOrWithoutTheStandardPort() {
        assertThat(sameOrigin.accepts("https://example.org", "example.org")).isTrue();
        assertThat(sameOrigin.accepts("https://example.org", "example.org:443")).isTrue();
        assertThat(sameOrigin.accepts("http://EXAMPLE.org:8080", "example.org:8080")).isTrue();
        assertThat(sameOrigin.accepts("http://[::1]:8080", "[::1]:8080")).isTrue();
    }

    @Test
    void otherOriginsDoNot() {
        for (String origin : List.of("https://evil.org", "http://example.org:81", "null", "", "https://example.org.evil.org",
                "https://evil.org/example.org", "javascript:x", "https://%zz")) {
            assertThat(sameOrigin.accepts(origin, "example.org")).as(origin).isFalse();
        }
    }

    @Test
    void configuredOriginsPass() {
        OriginCheck check = new OriginCheck(List.of("https://App.example.org"));
        assertThat(check.accepts("https://app.example.org", "other")).isTrue();
        assertThat(check.accepts("https://app2.example.org", "other")).isFalse();
        assertThat(new OriginCheck(List.of("*")).accepts("https://evil.org", "example.org")).isTrue();
    }
}
