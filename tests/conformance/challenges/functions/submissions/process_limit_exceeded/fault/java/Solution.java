import java.util.List;
import java.util.concurrent.locks.LockSupport;

class Solution {
    static long addAll(List<Long> numbers) {
        for (int number = 0; !numbers.isEmpty() && number < 200; number++) {
            Thread thread = new Thread(() -> LockSupport.park());
            thread.setDaemon(true);
            thread.start();
        }
        return 0;
    }
}
