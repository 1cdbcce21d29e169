package io.quarkiverse.ws4redis.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

class OriginCheckTest {

    private final OriginCheck sameOrigin = new OriginCheck(List.of());

    @Test
    void programsWithoutOriginAreNoBrowsers() {
        assertThat(sameOrigin.accepts(null, "example.org", false)).isTrue();
    }

    @Test
    void theOwnOriginPassesWithOrWithoutTheStandardPort() {
        assertThat(sameOrigin.accepts("https://example.org", "example.org", false)).isTrue();
        assertThat(sameOrigin.accepts("https://example.org", "example.org:443", false)).isTrue();
        assertThat(sameOrigin.accepts("http://EXAMPLE.org:8080", "example.org:8080", false)).isTrue();
        assertThat(sameOrigin.accepts("http://[::1]:8080", "[::1]:8080", false)).isTrue();
    }

    @Test
    void overTlsAPageWithoutItIsAnotherOrigin() {
        assertThat(sameOrigin.accepts("http://example.org:8443", "example.org:8443", true)).isFalse();
        assertThat(sameOrigin.accepts("https://example.org:8443", "example.org:8443", true)).isTrue();
        assertThat(new OriginCheck(List.of("http://example.org")).accepts("http://example.org", "example.org", true)).isTrue();
    }

    @Test
    void otherOriginsDoNot() {
        for (String origin : List.of("https://evil.org", "http://example.org:81", "null", "", "https://example.org.evil.org",
                "https://evil.org/example.org", "javascript:x", "https://%zz")) {
            assertThat(sameOrigin.accepts(origin, "example.org", false)).as(origin).isFalse();
        }
    }

    @Test
    void configuredOriginsPass() {
        OriginCheck check = new OriginCheck(List.of("https://App.example.org"));
        assertThat(check.accepts("https://app.example.org", "other", false)).isTrue();
        assertThat(check.accepts("https://app2.example.org", "other", false)).isFalse();
        assertThat(new OriginCheck(List.of("*")).accepts("https://evil.org", "example.org", false)).isTrue();
    }
}
