package io.quarkiverse.ws4redis.deployment.asyncapi;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.quarkiverse.ws4redis.WsAction;
import io.quarkiverse.ws4redis.WsAuthRequest;
import io.quarkiverse.ws4redis.WsAuthenticator;
import io.quarkiverse.ws4redis.WsChange;
import io.quarkiverse.ws4redis.WsChannel;
import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.WsHistory;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.mutiny.Uni;

class AsyncApiTest {

    @RegisterExtension
    static final QuarkusUnitTest TEST = new QuarkusUnitTest()
            .withApplicationRoot(
                    jar -> jar.addClasses(Room.class, Plain.class, Terminal.class, Text.class, Post.class, Typing.class,
                            Place.class, Mood.class, Article.class, Article.View.class))
            .overrideConfigKey("quarkus.application.name", "shop")
            .overrideConfigKey("quarkus.datasource.jdbc.url", "jdbc:h2:mem:shop")
            .overrideConfigKey("quarkus.ws4redis.path", "/live");

    private JsonNode document;

    @BeforeEach
    void read() throws Exception {
        document = new ObjectMapper()
                .readTree(get("/q/asyncapi").then().statusCode(200).contentType("application/json").extract()
                        .asString());
    }

    @Test
    void theApplicationIsNamedWithItsEndpointAndItsWaysToAuthenticate() {
        assertThat(document.at("/asyncapi").asText()).isEqualTo("3.0.0");
        assertThat(document.at("/info/title").asText()).isEqualTo("shop");
        assertThat(document.at("/channels/connection/address").asText()).isEqualTo("/live");
        assertThat(document.at("/components/schemas/Auth/properties/kind/enum")).extracting(JsonNode::asText)
                .containsExactly("jwt", "till");
    }

    @Test
    void aMessageHasTheFormThatThePermissionToPublishIsBoundTo() {
        for (String pointer : List.of("publish", "message", "history.answer/payload/properties/messages/items")) {
            JsonNode message = document.at("/channels/room/messages/" + pointer + (pointer.contains("/") ? "" : "/payload")
                    + "/properties/message");
            assertThat(message.at("/$ref").asText()).isEqualTo("#/components/schemas/Text");
        }
        JsonNode text = document.at("/components/schemas/Text");
        assertThat(text.at("/properties/text/type").asText()).isEqualTo("string");
        assertThat(resolve(text.at("/properties/mood")).at("/enum")).extracting(JsonNode::asText).containsExactly("GOOD",
                "BAD");
        assertThat(text.at("/required")).extracting(JsonNode::asText).containsExactly("text");
        assertThat(document.at("/channels/plain_one/messages/message/payload/properties/message")).isEmpty();
    }

    @Test
    void anActionHasItsOwnFieldsAndItsResult() {
        JsonNode operation = document.at("/operations/room.action.typing");
        assertThat(operation.at("/action").asText()).isEqualTo("receive");
        JsonNode request = resolve(operation.at("/messages/0"));
        assertThat(request.at("/payload/allOf/0/$ref").asText()).isEqualTo("#/components/schemas/Typing");
        assertThat(request.at("/payload/allOf/1/properties/action/const").asText()).isEqualTo("typing");
        JsonNode answer = resolve(operation.at("/reply/messages/0"));
        assertThat(answer.at("/payload/properties/result/items/$ref").asText()).isEqualTo("#/components/schemas/Place");
    }

    @Test
    void onlyWhatAChannelHasIsThere() {
        assertThat(document.at("/operations").fieldNames()).toIterable()
                .contains("room.history", "room.recovered", "room.presence", "room.joined", "room.left", "room.publish",
                        "plain_one.subscribe", "plain_one.message")
                .doesNotContain("plain_one.history", "plain_one.presence", "plain_one.publish", "plain_one.actions");
        assertThat(document.at("/channels/plain_one/x-ws4redis-channel").asText()).isEqualTo("plain one");
    }

    @Test
    void theMessagesOfAChannelAreAlsoWhatBecomesOfEntities() {
        JsonNode messages = document.at("/channels/stock/messages/message/payload/properties/message/anyOf");
        assertThat(messages).extracting(message -> message.at("/properties/event/const").asText())
                .containsExactly("created", "removed");
        assertThat(messages).extracting(message -> message.at("/properties/entity/const").asText())
                .containsOnly("Article");
        assertThat(messages.at("/0/properties/data/$ref").asText()).isEqualTo("#/components/schemas/View");
        assertThat(messages.at("/1/properties").has("data")).isFalse();
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(document.findValues("$ref")).isNotEmpty()
                .allSatisfy(
                        ref -> assertThat(document.at(ref.asText().substring(1)).isMissingNode()).as(ref.asText()).isFalse());
    }

    private JsonNode resolve(JsonNode reference) {
        return document.at(reference.at("/$ref").asText().substring(1));
    }

    record Text(@JsonProperty(required = true) String text, Mood mood) {
    }

    record Post(String channel, Text message) {
    }

    record Typing(boolean active, Optional<Place> place) {
    }

    record Place(String name, int seats) {
    }

    enum Mood {
        GOOD,
        BAD
    }

    @WsChannel(value = "room", history = @WsHistory(size = 10, ttl = "1h"), presence = true)
    public static class Room {

        static boolean canSubscribeTo() {
            return true;
        }

        static boolean canPublishTo(Post post) {
            return true;
        }

        @WsAction("typing")
        static Uni<List<Place>> typing(Typing typing) {
            return Uni.createFrom().item(List.of());
        }
    }

    @WsChannel("plain one")
    public static class Plain {

        static boolean canSubscribeTo() {
            return true;
        }
    }

    @Entity
    @WsChannel(value = "stock", broadcasts = {WsChange.REMOVED, WsChange.CREATED}, projection = Article.View.class)
    public static class Article {
        @Id
        public long id;

        static boolean canSubscribeTo() {
            return true;
        }

        record View(long id) {
            View(Article article) {
                this(article.id);
            }
        }
    }

    @WsAuthenticator("till")
    public static class Terminal {

        static WsCredentials authWS4RedisConnection(WsAuthRequest request) {
            return null;
        }
    }
}
