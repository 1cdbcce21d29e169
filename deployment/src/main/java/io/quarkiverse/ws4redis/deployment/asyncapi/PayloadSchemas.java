package io.quarkiverse.ws4redis.deployment.asyncapi;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

import org.jboss.jandex.JandexReflection;
import org.jboss.jandex.Type;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaBuilder;
import com.github.victools.jsonschema.generator.SchemaGenerator;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import com.github.victools.jsonschema.module.jackson.JacksonModule;
import com.github.victools.jsonschema.module.jackson.JacksonOption;

/** JSON schemas of the application's classes, as Jackson reads and writes them; each class once, others refer to it. */
final class PayloadSchemas {

    private static final String COMPONENTS = "components/schemas";

    private final ObjectMapper jackson = JsonMapper.builder().build();
    private final SchemaBuilder builder;

    PayloadSchemas() {
        builder = new SchemaGenerator(new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_7, OptionPreset.PLAIN_JSON)
                .with(Option.EXTRA_OPEN_API_FORMAT_VALUES, Option.FLATTENED_ENUMS, Option.FLATTENED_OPTIONALS,
                        Option.DEFINITIONS_FOR_ALL_OBJECTS)
                .with(new JacksonModule(JacksonOption.RESPECT_JSONPROPERTY_REQUIRED,
                        JacksonOption.FLATTENED_ENUMS_FROM_JSONVALUE))
                .build()).buildMultipleSchemaDefinitions();
    }

    /** {@return a schema, or what refers to one of {@link #definitions}} */
    JsonNode of(Type type) {
        return builder.createSchemaReference(JandexReflection.loadType(type));
    }

    /** {@return the schema of the message in a request that is bound to this class; that of anything, if the class has none} */
    JsonNode message(Type request) {
        JavaType bound = jackson.constructType(JandexReflection.loadType(request));
        return jackson.getSerializationConfig().introspect(bound).findProperties().stream()
                .filter(property -> property.getName().equals("message")).findFirst()
                .map(property -> builder.createSchemaReference(type(property.getAccessor().getAnnotated())))
                .<JsonNode>map(JsonNode.class::cast).orElseGet(JsonNodeFactory.instance::objectNode);
    }

    private static java.lang.reflect.Type type(AnnotatedElement accessor) {
        return accessor instanceof Field field ? field.getGenericType() : ((Method) accessor).getGenericReturnType();
    }

    /** {@return what the schemas so far refer to, by name} */
    ObjectNode definitions() {
        return builder.collectDefinitions(COMPONENTS);
    }
}
