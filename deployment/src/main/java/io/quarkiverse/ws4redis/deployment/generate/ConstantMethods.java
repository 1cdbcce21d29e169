package io.quarkiverse.ws4redis.deployment.generate;

import java.lang.constant.ClassDesc;

import io.quarkus.gizmo2.Const;
import io.quarkus.gizmo2.creator.ClassCreator;

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
}
