package io.quarkiverse.ws4redis.deployment.generate;

import static org.jboss.jandex.gizmo2.Jandex2Gizmo.classDescOf;
import static org.jboss.jandex.gizmo2.Jandex2Gizmo.constructorDescOf;
import static org.jboss.jandex.gizmo2.Jandex2Gizmo.methodDescOf;

import jakarta.inject.Singleton;

import org.jboss.jandex.MethodInfo;

import io.quarkiverse.ws4redis.deployment.model.BroadcastData;
import io.quarkiverse.ws4redis.deployment.model.BroadcastModelBuildItem;
import io.quarkiverse.ws4redis.dispatch.EntityBroadcast;
import io.quarkus.gizmo2.Expr;
import io.quarkus.gizmo2.Gizmo;
import io.quarkus.gizmo2.ParamVar;
import io.quarkus.gizmo2.creator.BlockCreator;
import io.quarkus.gizmo2.creator.ClassCreator;

/** Generates one bean for one broadcast of an entity, in the entity's package, which makes the projection directly. */
final class BroadcastGenerator {

    private static final String SUFFIX = "_Ws4RedisBroadcast";

    private final BroadcastModelBuildItem model;
    private final int number;

    BroadcastGenerator(BroadcastModelBuildItem model, int number) {
        this.model = model;
        this.number = number;
    }

    void generate(Gizmo gizmo) {
        gizmo.class_(model.type().name().toString().replace('$', '_') + SUFFIX + number, cc -> {
            cc.addAnnotation(Singleton.class);
            cc.defaultConstructor();
            cc.implements_(EntityBroadcast.class);
            ConstantMethods.type(cc, "type", classDescOf(model.type()));
            ConstantMethods.text(cc, "entity", model.entity());
            ConstantMethods.text(cc, "channel", model.channel());
            ConstantMethods.text(cc, "via", model.via());
            ConstantMethods.covers(cc, model.changes());
            view(cc);
            data(cc);
        });
    }

    private void view(ClassCreator cc) {
        if (model.data() instanceof BroadcastData.View view) {
            ConstantMethods.type(cc, "view", classDescOf(view.view()));
        } else {
            cc.method("view", mc -> {
                mc.returning(Class.class);
                mc.body(BlockCreator::returnNull);
            });
        }
    }

    private void data(ClassCreator cc) {
        cc.method("data", mc -> {
            mc.returning(Object.class);
            ParamVar entity = mc.parameter("entity", Object.class);
            mc.body(bc -> {
                if (model.data() instanceof BroadcastData.Projection projection) {
                    MethodInfo factory = projection.factory();
                    Expr row = bc.cast(entity, classDescOf(factory.parameterType(0)));
                    bc.return_(factory.isConstructor()
                            ? bc.new_(constructorDescOf(factory), row)
                            : bc.invokeStatic(methodDescOf(factory), row));
                } else if (model.data() instanceof BroadcastData.View) {
                    bc.return_(entity);
                } else {
                    bc.returnNull();
                }
            });
        });
    }
}
