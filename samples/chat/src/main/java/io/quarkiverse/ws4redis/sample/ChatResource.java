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

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.quarkus.panache.common.Sort;
import io.quarkus.security.Authenticated;
import io.smallrye.jwt.build.Jwt;

/** What is not real-time: logging in, and what there is to see at first. */
@Path("/api")
@Authenticated
public class ChatResource {

    private static final int HISTORY = 50;

    private final Duration tokenLife;

    ChatResource(@ConfigProperty(name = "chat.token-life") Duration tokenLife) {
        this.tokenLife = tokenLife;
    }

    /** A log-in. */
    record Login(String name, String password) {
    }

    /** What the page needs to go on. */
    record Token(String token, String name, String fullName) {
    }

    /** Somebody. */
    record Person(String name, String fullName) {
    }

    /** A room of one's own, and who may be there. */
    record RoomView(Long id, String title, List<Person> members) {
    }

    @POST
    @Path("/login")
    @PermitAll
    public Token login(Login login) {
        ChatUser user = login.name() == null ? null : ChatUser.findById(login.name());
        if (user == null || login.password() == null || !user.hasPassword(login.password())) {
            throw new NotAuthorizedException("Bearer");
        }
        return tokenOf(user);
    }

    /** In place of a token that expires soon. */
    @POST
    @Path("/token")
    public Token renew(@Context SecurityContext security) {
        ChatUser user = ChatUser.findById(nameOf(security));
        if (user == null) {
            throw new NotAuthorizedException("Bearer");
        }
        return tokenOf(user);
    }

    @GET
    @Path("/rooms")
    public List<RoomView> rooms(@Context SecurityContext security) {
        return Room.<Room>listAll(Sort.by("id")).stream()
                .filter(room -> room.members.contains(nameOf(security)))
                .map(room -> new RoomView(room.id, room.title, people(room))).toList();
    }

    @GET
    @Path("/rooms/{id}/messages")
    public List<Room.Said> messages(@PathParam("id") Long id, @Context SecurityContext security) {
        if (!Room.hasMember(id, nameOf(security))) {
            throw new ForbiddenException();
        }
        return ChatMessage.latest(id, HISTORY).stream().map(Room.Said::of).toList();
    }

    private static List<Person> people(Room room) {
        return ChatUser.<ChatUser>list("name in ?1", Sort.by("fullName"), room.members).stream()
                .map(user -> new Person(user.name, user.fullName)).toList();
    }

    private Token tokenOf(ChatUser user) {
        return new Token(Jwt.upn(user.name).subject(user.name).expiresIn(tokenLife).sign(), user.name, user.fullName);
    }

    private static String nameOf(SecurityContext security) {
        return security.getUserPrincipal().getName();
    }
}
