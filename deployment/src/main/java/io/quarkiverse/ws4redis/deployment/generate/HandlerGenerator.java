package io.quarkiverse.ws4redis.deployment.generate;

import static org.jboss.jandex.gizmo2.Jandex2Gizmo.classDescOf;
import static org.jboss.jandex.gizmo2.Jandex2Gizmo.methodDescOf;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jboss.jandex.ClassInfo;

import io.quarkiverse.ws4redis.SlowConsumer;
import io.quarkiverse.ws4redis.WsAuthRequest;
import io.quarkiverse.ws4redis.WsCredentials;
import io.quarkiverse.ws4redis.WsMessage;
import io.quarkiverse.ws4redis.deployment.model.Argument;
import io.quarkiverse.ws4redis.deployment.model.AuthenticatorModelBuildItem;
import io.quarkiverse.ws4redis.deployment.model.ChannelModelBuildItem;
import io.quarkiverse.ws4redis.deployment.model.ChannelOptions;
import io.quarkiverse.ws4redis.deployment.model.HandlerMethod;
import io.quarkiverse.ws4redis.dispatch.Authenticator;
import io.quarkiverse.ws4redis.dispatch.ChannelHandler;
import io.quarkiverse.ws4redis.dispatch.Execution;
import io.quarkus.gizmo2.Const;
import io.quarkus.gizmo2.Expr;
import io.quarkus.gizmo2.Gizmo;
import io.quarkus.gizmo2.ParamVar;
import io.quarkus.gizmo2.This;
import io.quarkus.gizmo2.creator.BlockCreator;
import io.quarkus.gizmo2.creator.ClassCreator;
import io.quarkus.gizmo2.desc.FieldDesc;
import io.quarkus.gizmo2.desc.MethodDesc;

/**
 * Generates one bean for one annotated class, in its package, which calls the class's methods directly.
 */
final class HandlerGenerator {

    static final String SUFFIX = "_Ws4Redis";

    private final ClassInfo type;
    private final Optional<ChannelModelBuildItem> channel;
    private final Optional<AuthenticatorModelBuildItem> authenticator;

    HandlerGenerator(ClassInfo type, Optional<ChannelModelBuildItem> channel,
            Optional<AuthenticatorModelBuildItem> authenticator) {
        this.type = type;
        this.channel = channel;
        this.authenticator = authenticator;
    }

    void generate(Gizmo gizmo) {
        gizmo.class_(name(), cc -> {
            cc.addAnnotation(Singleton.class);
            cc.defaultConstructor();
            FieldDesc bean = needsBean() ? injectBean(cc) : null;
            channel.ifPresent(model -> channel(cc, model, bean));
            authenticator.ifPresent(model -> authenticator(cc, model, bean));
        });
    }

    /** {@return the name of the generated class} */
    String name() {
        return type.name().toString().replace('$', '_') + SUFFIX;
    }

    private boolean needsBean() {
        return Stream.concat(channel.stream().flatMap(ChannelModelBuildItem::methods),
                authenticator.stream().flatMap(AuthenticatorModelBuildItem::methods)).anyMatch(method -> !method.isStatic());
    }

    private FieldDesc injectBean(ClassCreator cc) {
        return cc.field("bean", fc -> {
            fc.packagePrivate();
            fc.setType(classDescOf(type));
            fc.addAnnotation(Inject.class);
        });
    }

    private void channel(ClassCreator cc, ChannelModelBuildItem model, FieldDesc bean) {
        cc.implements_(ChannelHandler.class);
        ConstantMethods.text(cc, "channel", model.channel());
        ConstantMethods.type(cc, "type", classDescOf(type));
        options(cc, model.options());
        execution(cc, "subscribeExecution", model.canSubscribeTo());
        call(cc, "canSubscribeTo", model.canSubscribeTo(), bean);
        execution(cc, "publishExecution", model.canPublishTo());
        ConstantMethods.yesOrNo(cc, "publishGrantsPks", model.publishGrantsPks());
        call(cc, "canPublishTo", model.canPublishTo(), bean);
        actionExecution(cc, model);
        onAction(cc, model, bean);
    }

    private static void options(ClassCreator cc, ChannelOptions options) {
        cc.method("historySize", mc -> {
            mc.returning(int.class);
            mc.body(bc -> bc.return_(options.history().size()));
        });
        ConstantMethods.millis(cc, "historyMillis", options.history().millis());
        ConstantMethods.yesOrNo(cc, "presence", options.presence());
        cc.method("slowConsumer", mc -> {
            mc.returning(SlowConsumer.class);
            mc.body(bc -> bc.return_(bc.getStaticField(FieldDesc.of(SlowConsumer.class, options.slowConsumer().name()))));
        });
        ConstantMethods.millis(cc, "permissionMillis", options.permissionMillis());
    }

    private void authenticator(ClassCreator cc, AuthenticatorModelBuildItem model, FieldDesc bean) {
        cc.implements_(Authenticator.class);
        ConstantMethods.text(cc, "kind", model.kind());
        execution(cc, "authExecution", Optional.of(model.authenticate()));
        cc.method("authenticate", mc -> {
            mc.returning(Object.class);
            ParamVar request = mc.parameter("request", WsAuthRequest.class);
            mc.body(bc -> invoke(bc, cc.this_(), bean, model.authenticate(), null, request));
        });
        model.online().ifPresent(method -> hook(cc, "online", method, bean));
        model.offline().ifPresent(method -> hook(cc, "offline", method, bean));
    }

    private void hook(ClassCreator cc, String name, HandlerMethod method, FieldDesc bean) {
        execution(cc, name + "Execution", Optional.of(method));
        cc.method(name, mc -> {
            mc.returning(Object.class);
            ParamVar who = mc.parameter("who", WsCredentials.class);
            mc.body(bc -> invoke(bc, cc.this_(), bean, method, who, null));
        });
    }

    private static void execution(ClassCreator cc, String name, Optional<HandlerMethod> method) {
        cc.method(name, mc -> {
            mc.returning(Execution.class);
            mc.body(bc -> bc.return_(execution(bc, method)));
        });
    }

    private static Expr execution(BlockCreator bc, Optional<HandlerMethod> method) {
        // A field, not an enum constant of Gizmo's: that would be resolved by a bootstrap method.
        return bc.getStaticField(FieldDesc.of(Execution.class,
                method.map(HandlerMethod::execution).orElse(Execution.ABSENT).name()));
    }

    private void call(ClassCreator cc, String name, Optional<HandlerMethod> method, FieldDesc bean) {
        cc.method(name, mc -> {
            mc.returning(Object.class);
            ParamVar who = mc.parameter("who", WsCredentials.class);
            ParamVar message = mc.parameter("message", WsMessage.class);
            mc.body(bc -> invoke(bc, cc.this_(), bean, method, who, message));
        });
    }

    private static void actionExecution(ClassCreator cc, ChannelModelBuildItem model) {
        cc.method("actionExecution", mc -> {
            mc.returning(Execution.class);
            ParamVar action = mc.parameter("action", String.class);
            mc.body(bc -> {
                for (Map.Entry<String, HandlerMethod> entry : model.actions().entrySet()) {
                    bc.if_(bc.objEquals(action, Const.of(entry.getKey())),
                            then -> then.return_(execution(then, Optional.of(entry.getValue()))));
                }
                bc.return_(execution(bc, model.onMessage()));
            });
        });
    }

    private void onAction(ClassCreator cc, ChannelModelBuildItem model, FieldDesc bean) {
        cc.method("onAction", mc -> {
            mc.returning(Object.class);
            ParamVar who = mc.parameter("who", WsCredentials.class);
            ParamVar message = mc.parameter("message", WsMessage.class);
            mc.body(bc -> {
                for (Map.Entry<String, HandlerMethod> entry : model.actions().entrySet()) {
                    Expr action = bc.invokeVirtual(MethodDesc.of(WsMessage.class, "action", String.class), message);
                    bc.if_(bc.objEquals(action, Const.of(entry.getKey())),
                            then -> invoke(then, cc.this_(), bean, entry.getValue(), who, message));
                }
                invoke(bc, cc.this_(), bean, model.onMessage(), who, message);
            });
        });
    }

    private void invoke(BlockCreator bc, This self, FieldDesc bean, Optional<HandlerMethod> method, Expr who,
            Expr request) {
        if (method.isPresent()) {
            invoke(bc, self, bean, method.get(), who, request);
        } else {
            bc.returnNull();
        }
    }

    private void invoke(BlockCreator bc, This self, FieldDesc bean, HandlerMethod method, Expr who, Expr request) {
        List<Expr> arguments = new ArrayList<>();
        for (Argument argument : method.arguments()) {
            arguments.add(argument(bc, argument, who, request));
        }
        Expr returned = method.isStatic()
                ? bc.invokeStatic(methodDescOf(method.method()), arguments)
                : bc.invokeVirtual(methodDescOf(method.method()), self.field(bean), arguments);
        if (returned.isVoid()) {
            bc.returnNull();
        } else {
            bc.return_(returned.type().isPrimitive() ? bc.box(returned) : returned);
        }
    }

    private Expr argument(BlockCreator bc, Argument argument, Expr who, Expr request) {
        if (argument instanceof Argument.Credentials) {
            return who;
        }
        if (argument instanceof Argument.Token) {
            return bc.localVar("token",
                    bc.invokeVirtual(MethodDesc.of(WsAuthRequest.class, "jwt", JsonWebToken.class), request));
        }
        if (argument instanceof Argument.Payload payload) {
            Class<?> holder = authenticator.isPresent() && who == null ? WsAuthRequest.class : WsMessage.class;
            Expr bound = bc.invokeVirtual(MethodDesc.of(holder, "as", Object.class, Class.class), request,
                    Const.of(classDescOf(payload.type())));
            return bc.localVar("payload", bc.cast(bound, classDescOf(payload.type())));
        }
        return request;
    }
}
