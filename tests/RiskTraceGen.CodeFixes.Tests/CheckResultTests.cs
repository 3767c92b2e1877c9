using RiskTraceGen.Analyzers.Calls;
using RiskTraceGen.CodeFixes.Calls;

namespace RiskTraceGen.CodeFixes.Tests;

/// <summary>The fix of RTG0401.</summary>
public sealed class CheckResultTests
{
    [Fact]
    public Task Throws_if_the_broker_refuses() => new CodeFixTest<UncheckedResult, CheckResult>("""
        public interface IDesk
        {
            [BrokerCall("cancel")] bool Cancel(int order);
        }

        class Guard
        {
            async Task Use(TracedTradingSuite suite, IDesk desk, bool flag)
            {
                // Out of the market first.
                await suite.[|ClosePositionDirectAsync|]("MNQ"); // everything
                _ = await suite.[|ClosePositionDirectAsync|](
                    "MES").ConfigureAwait(false);
                if (flag)
                    desk.[|Cancel|](1);
                Action cancel = () => desk.[|Cancel|](2);
                var unread = desk.[|Cancel|](3);
                _ = /* whatever it says */ desk.[|Cancel|](4);
                cancel();
            }
        }
        """, """
        public interface IDesk
        {
            [BrokerCall("cancel")] bool Cancel(int order);
        }

        class Guard
        {
            async Task Use(TracedTradingSuite suite, IDesk desk, bool flag)
            {
                // Out of the market first.
                if (await suite.ClosePositionDirectAsync("MNQ") is not { Success: true })
                    throw new InvalidOperationException("ClosePositionDirectAsync was refused."); // everything
                if (await suite.ClosePositionDirectAsync(
                    "MES").ConfigureAwait(false) is not { Success: true })
                    throw new InvalidOperationException("ClosePositionDirectAsync was refused.");
                if (flag)
                    if (!desk.Cancel(1))
                        throw new InvalidOperationException("Cancel was refused.");
                Action cancel = () => desk.[|Cancel|](2);
                var unread = desk.[|Cancel|](3);
                _ = /* whatever it says */ desk.[|Cancel|](4);
                cancel();
            }
        }
        """).RunAsync();

    [Fact]
    public Task Leaves_an_if_whose_else_would_change_hands() => new CodeFixTest<UncheckedResult, CheckResult>("""
        public interface IDesk
        {
            [BrokerCall("cancel")] bool Cancel(int order);
        }

        class Guard
        {
            void Use(IDesk desk, bool flag)
            {
                if (flag)
                    desk.[|Cancel|](1);
                else
                    Console.WriteLine();
            }
        }
        """, """
        public interface IDesk
        {
            [BrokerCall("cancel")] bool Cancel(int order);
        }

        class Guard
        {
            void Use(IDesk desk, bool flag)
            {
                if (flag)
                    desk.[|Cancel|](1);
                else
                    Console.WriteLine();
            }
        }
        """).RunAsync();
}
