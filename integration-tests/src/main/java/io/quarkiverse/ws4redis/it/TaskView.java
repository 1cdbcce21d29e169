package io.quarkiverse.ws4redis.it;

/** A task, with what only its project knows. */
record TaskView(String text, String project) {

    TaskView(Task task) {
        this(task.text, task.project.name.toUpperCase());
    }
}
