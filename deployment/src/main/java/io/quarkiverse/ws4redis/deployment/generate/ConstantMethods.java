package io.quarkiverse.ws4redis.deployment.generate;

import java.lang.constant.ClassDesc;
import java.util.Set;

import io.quarkiverse.ws4redis.WsChange;
import io.quarkus.gizmo2.Const;
import io.quarkus.gizmo2.Expr;
import io.quarkus.gizmo2.ParamVar;
import io.quarkus.gizmo2.creator.ClassCreator;
import io.quarkus.gizmo2.desc.FieldDesc;

/** Generates methods that answer what was known when the application was built. */
final class ConstantMethods {

    private ConstantMethods() {
    }

    static void text(ClassCreator cc, String name, String value) {
        cc.method(name, mc -> {
            mc.returning(String.class);
            mc.body(bc -> bc.return_(value));
        });
    }

    static void yesOrNo(ClassCreator cc, String name, boolean value) {
        cc.method(name, mc -> {
            mc.returning(boolean.class);
            mc.body(bc -> bc.return_(value));
        });
    }

    static void millis(ClassCreator cc, String name, long value) {
        cc.method(name, mc -> {
            mc.returning(long.class);
            mc.body(bc -> bc.return_(Const.of(value)));
        });
    }

    static void type(ClassCreator cc, String name, ClassDesc value) {
        cc.method(name, mc -> {
            mc.returning(Class.class);
            mc.body(bc -> bc.return_(Const.of(value)));
        });
    }

    static void covers(ClassCreator cc, Set<WsChange> changes) {
        cc.method("covers", mc -> {
            mc.returning(boolean.class);
            ParamVar change = mc.parameter("change", WsChange.class);
            mc.body(bc -> {
                for (WsChange covered : changes) {
                    Expr constant = bc.getStaticField(FieldDesc.of(WsChange.class, covered.name()));
                    bc.if_(bc.eq(change, constant), then -> then.return_(true));
                }
                bc.return_(false);
            });
        });
    }
}
