import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Runs Kafka's command-line tools for the tests, each in a thread of one JVM that is warm: a JVM of its own costs every
 * run two seconds of CPU. A client connects, sends the class and its arguments, then standard input; it gets frames of
 * standard output and standard error, and the exit code. tool-connection.ts has the other end.
 */
public final class ToolServer {
    private static final int STDOUT = 1;
    private static final int STDERR = 2;
    private static final int EXIT = 3;
    private static final int FRAME_HEAD_BYTES = 5;

    /** Tools keep state in static fields, so each run loads them again; Kafka's clients below them are shared. */
    private static final List<String> OF_TOOLS = List.of("org.apache.kafka.tools.", "kafka.tools.", "kafka.admin.");

    private static final InheritableThreadLocal<Run> CURRENT = new InheritableThreadLocal<>();

    /** Unwinds the thread of a tool that ended. Some tools catch it; what they do then reaches nobody. */
    private static final class ToolExit extends Error {
        private ToolExit() {
            super("exit", null, false, false);
        }
    }

    public static void main(String[] args) throws IOException, ReflectiveOperationException {
        PrintStream console = System.out;
        System.setIn(new CurrentInput());
        System.setOut(new PrintStream(new CurrentOutput(STDOUT), true));
        System.setErr(new PrintStream(new CurrentOutput(STDERR), true));
        InvocationHandler end = (proxy, method, codeAndMessage) -> {
            CURRENT.get().end((int) codeAndMessage[0]);
            throw new ToolExit();
        };
        replaceExit("setExitProcedure", end);
        replaceExit("setHaltProcedure", end);
        replaceExit("setShutdownHookAdder", (proxy, method, nameAndHook) -> {
            CURRENT.get().hooks.add((Runnable) nameAndHook[1]);
            return null;
        });
        try (ServerSocket server = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
            console.println(server.getLocalPort());
            while (true) {
                Socket socket = server.accept();
                new Thread(() -> serve(socket)).start();
            }
        }
    }

    /** By reflection, since Kafka 4.4 has its class Exit in another package. */
    private static void replaceExit(String setter, InvocationHandler replacement) throws ReflectiveOperationException {
        for (Method method : exitClass().getMethods()) {
            if (!method.getName().equals(setter)) continue;
            Class<?> procedure = method.getParameterTypes()[0];
            ClassLoader loader = ToolServer.class.getClassLoader();
            method.invoke(null, Proxy.newProxyInstance(loader, new Class<?>[] {procedure}, replacement));
            return;
        }
        throw new NoSuchMethodException(setter);
    }

    private static Class<?> exitClass() throws ClassNotFoundException {
        try {
            return Class.forName("org.apache.kafka.common.utils.internals.Exit");
        } catch (ClassNotFoundException before44) {
            return Class.forName("org.apache.kafka.common.utils.Exit");
        }
    }

    private static void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            String tool = readText(in);
            String[] args = new String[in.readInt()];
            for (int index = 0; index < args.length; index++) args[index] = readText(in);
            Run run = new Run(in, socket.getOutputStream());
            CURRENT.set(run);
            run.end(codeOf(tool, args));
        } catch (IOException gone) {
            // The client left before the end.
        }
    }

    /** The code of a tool that returns, or throws, as a JVM of its own would end. */
    private static int codeOf(String tool, String[] args) {
        try {
            ToolLoader loader = new ToolLoader();
            Thread.currentThread().setContextClassLoader(loader);
            loader.loadClass(tool).getMethod("main", String[].class).invoke(null, (Object) args);
            return 0;
        } catch (InvocationTargetException failure) {
            failure.getCause().printStackTrace();
            return 1;
        } catch (ReflectiveOperationException failure) {
            failure.printStackTrace();
            return 1;
        }
    }

    private static String readText(DataInputStream in) throws IOException {
        return new String(in.readNBytes(in.readInt()), "UTF-8");
    }

    private static final class ToolLoader extends ClassLoader {
        private ToolLoader() {
            super(ToolServer.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (OF_TOOLS.stream().noneMatch(name::startsWith)) return super.loadClass(name, resolve);
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded != null ? loaded : define(name);
            }
        }

        private Class<?> define(String name) throws ClassNotFoundException {
            try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (file == null) throw new ClassNotFoundException(name);
                byte[] bytes = file.readAllBytes();
                return defineClass(name, bytes, 0, bytes.length);
            } catch (IOException failure) {
                throw new ClassNotFoundException(name, failure);
            }
        }
    }

    /** One tool, for one client. */
    private static final class Run {
        private final InputStream in;
        private final OutputStream out;
        private final Queue<Runnable> hooks = new ConcurrentLinkedQueue<>();
        private boolean hasEnded = false;

        private Run(InputStream in, OutputStream out) {
            this.in = in;
            this.out = out;
        }

        private synchronized void write(int kind, byte[] bytes, int offset, int length) throws IOException {
            if (hasEnded) return;
            ByteBuffer frame = ByteBuffer.allocate(FRAME_HEAD_BYTES + length);
            out.write(frame.put((byte) kind).putInt(length).put(bytes, offset, length).array());
        }

        /** Ends as a JVM does: first the hooks, by which a producer sends what it still holds. The first code counts. */
        private void end(int code) {
            for (Runnable hook = hooks.poll(); hook != null; hook = hooks.poll()) hook.run();
            exit(code);
        }

        private synchronized void exit(int code) {
            try {
                write(EXIT, ByteBuffer.allocate(4).putInt(code).array(), 0, 4);
            } catch (IOException gone) {
                // The client left before the end.
            }
            hasEnded = true;
        }
    }

    /** What a thread writes goes to the client of the run that started it; what no run started is dropped. */
    private static final class CurrentOutput extends OutputStream {
        private final int kind;

        private CurrentOutput(int kind) {
            this.kind = kind;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[] {(byte) value}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            Run run = CURRENT.get();
            if (run != null) run.write(kind, bytes, offset, length);
        }
    }

    private static final class CurrentInput extends InputStream {
        @Override
        public int read() throws IOException {
            return CURRENT.get().in.read();
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            return CURRENT.get().in.read(bytes, offset, length);
        }

        @Override
        public int available() throws IOException {
            return CURRENT.get().in.available();
        }
    }
}
