package io.quarkiverse.ws4redis.sample;

import java.time.Duration;
import java.util.List;

import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;

import io.quarkiverse.ws4redis.Ws4Redis;
import io.quarkus.panache.common.Sort;
import io.quarkus.security.Authenticated;
import io.smallrye.jwt.build.Jwt;

/** What is not real-time: logging in, and what there is to see at first. */
@Path("/api")
@Authenticated
public class ChatResource {

    private static final int HISTORY = 50;
    private static final Duration TOKEN_LIFE = Duration.ofMinutes(30);

    private final Ws4Redis ws;

    ChatResource(Ws4Redis ws) {
        this.ws = ws;
    }

    /** A log-in. */
    record Login(String name, String password) {
    }

    /** What the page needs to go on. */
    record Token(String token, String name, String fullName) {
    }

    /** Somebody, and whether they are here. */
    record Person(String name, String fullName, boolean online) {
    }

    /** A room of one's own. */
    record RoomView(Long id, String title) {
    }

    @POST
    @Path("/login")
    @PermitAll
    public Token login(Login login) {
        ChatUser user = login.name() == null ? null : ChatUser.findById(login.name());
        if (user == null || login.password() == null || !user.hasPassword(login.password())) {
            throw new NotAuthorizedException("Bearer");
        }
        return new Token(Jwt.upn(user.name).subject(user.name).expiresIn(TOKEN_LIFE).sign(), user.name, user.fullName);
    }

    @GET
    @Path("/rooms")
    public List<RoomView> rooms(@Context SecurityContext security) {
        return Room.<Room>listAll(Sort.by("id")).stream()
                .filter(room -> room.members.contains(security.getUserPrincipal().getName()))
                .map(room -> new RoomView(room.id, room.title)).toList();
    }

    @GET
    @Path("/rooms/{id}/messages")
    public List<Room.Event> messages(@PathParam("id") Long id, @Context SecurityContext security) {
        Room room = Room.findById(id);
        if (room == null || !room.members.contains(security.getUserPrincipal().getName())) {
            throw new ForbiddenException();
        }
        return ChatMessage.latest(id, HISTORY).stream()
                .map(message -> new Room.Event("said", message.author, message.text, message.writtenAt)).toList();
    }

    @GET
    @Path("/people")
    public List<Person> people() {
        return ChatUser.<ChatUser>listAll(Sort.by("fullName")).stream()
                .map(user -> new Person(user.name, user.fullName, ws.isOnlineAndAwait("member", user.name))).toList();
    }
}
