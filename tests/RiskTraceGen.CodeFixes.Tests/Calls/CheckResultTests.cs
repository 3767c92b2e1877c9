using RiskTraceGen.Analyzers.Calls;
using RiskTraceGen.CodeFixes.Calls;

namespace RiskTraceGen.CodeFixes.Tests;

/// <summary>The fix of RTG0401.</summary>
public sealed class CheckResultTests
{
    [Fact]
    public Task Throws_if_the_broker_refuses() => Test("""
        class Guard
        {
            async Task Leave(TracedTradingSuite suite, bool flag)
            {
                if (flag)
                {
                    suite.CancelAll();
                    // Out of the market.
                    await suite.[|ClosePositionDirectAsync|]("MNQ"); // everything
                    return;
                }

                _ = await suite.[|ClosePositionDirectAsync|](
                    "MES").ConfigureAwait(false);
            }

            void Cancel(IDesk desk, string[] orders)
            {
                foreach (string order in orders)
                    if (order != "")
                    {
                        desk.[|Cancel|](1);
                        break;
                    }
            }

            void Choose(IDesk desk, bool flag)
            {
                if (flag)
                {
                    #region One
                    desk.[|Cancel|](1);
                    #endregion
                }
                else
                    desk.[|Cancel|](2);
            }
        }
        """, """
        class Guard
        {
            async Task Leave(TracedTradingSuite suite, bool flag)
            {
                if (flag)
                {
                    suite.CancelAll();
                    // Out of the market.
                    if (await suite.ClosePositionDirectAsync("MNQ") is not { Success: true })
                        throw new InvalidOperationException("ClosePositionDirectAsync was refused."); // everything
                    return;
                }

                if (await suite.ClosePositionDirectAsync(
                    "MES").ConfigureAwait(false) is not { Success: true })
                    throw new InvalidOperationException("ClosePositionDirectAsync was refused.");
            }

            void Cancel(IDesk desk, string[] orders)
            {
                foreach (string order in orders)
                    if (order != "")
                    {
                        if (!desk.Cancel(1))
                            throw new InvalidOperationException("Cancel was refused.");
                        break;
                    }
            }

            void Choose(IDesk desk, bool flag)
            {
                if (flag)
                {
                    #region One
                    if (!desk.Cancel(1))
                        throw new InvalidOperationException("Cancel was refused.");
                    #endregion
                }
                else
                    if (!desk.Cancel(2))
                        throw new InvalidOperationException("Cancel was refused.");
            }
        }
        """);

    [Theory]
    [InlineData("void Use(IDesk desk) { Action cancel = () => desk.[|Cancel|](1); cancel(); }")]
    [InlineData("void Use(IDesk desk) { var unread = desk.[|Cancel|](1); }")]
    [InlineData("void Use(IDesk desk) { _ = /* whatever it says */ desk.[|Cancel|](1); }")]
    [InlineData("void Use(IDesk desk, bool flag) { if (flag) desk.[|Cancel|](1); else Console.WriteLine(); }")] // it would take the else
    [InlineData("void Use(IDesk desk, bool flag) { if (flag) lock (desk) desk.[|Cancel|](1); else Console.WriteLine(); }")]
    [InlineData("void Use(IDesk desk, bool flag) { if (flag) if (desk.Equals(this)) { } else desk.[|Cancel|](1); else Console.WriteLine(); }")]
    [InlineData("void Use(IDesk desk) { desk\n#if DEBUG\n.Cancel(1);\n#else\n.[|Cancel|](2);\n#endif\n }")]
    [InlineData("async Task<bool> Use(IDesk desk, TracedTradingSuite suite) { desk.[|Cancel|](1); return (await suite.ClosePositionDirectAsync(\"MNQ\")).Success; }")] // it may have filled: the close is needed all the more
    [InlineData("async Task Use(TracedTradingSuite suite, string[] ids) { foreach (string id in ids) await suite.[|ClosePositionDirectAsync|](id); }")]
    [InlineData("async Task Use(TracedTradingSuite suite, bool flag) { do { await suite.[|ClosePositionDirectAsync|](\"MNQ\"); } while (flag); }")]
    [InlineData("async Task Use(TracedTradingSuite suite) { for (int i = 0; i < 3; i++) await suite.[|ClosePositionDirectAsync|](\"MNQ\"); }")]
    [InlineData("void Use(IDesk desk) { again: desk.[|Cancel|](1); goto again; }")]
    [InlineData("void Use(IDesk desk, TracedTradingSuite suite) { try { desk.[|Cancel|](1); } finally { suite.CancelAll(); } }")]
    [InlineData("async Task Use(TracedTradingSuite suite) { try { await Task.Yield(); } finally { await suite.[|ClosePositionDirectAsync|](\"MNQ\"); } }")] // it would hide what was thrown
    [InlineData("async void Use(TracedTradingSuite suite) { await suite.[|ClosePositionDirectAsync|](\"MNQ\"); }")] // a throw would end the process
    [InlineData("void Use(TracedTradingSuite suite) { Use(\"MNQ\"); async void Use(string id) { await suite.[|ClosePositionDirectAsync|](id); } }")]
    [InlineData("event Action Tick = null!; void Use(TracedTradingSuite suite) { Tick += async () => { await suite.[|ClosePositionDirectAsync|](\"MNQ\"); }; Tick(); }")]
    [InlineData("event EventHandler Tick = null!; void Use(TracedTradingSuite suite) { Tick += async delegate { await suite.[|ClosePositionDirectAsync|](\"MNQ\"); }; Tick(this, EventArgs.Empty); }")]
    public Task Is_not_offered(string method) => Test($"class Guard {{ {method} }}", $"class Guard {{ {method} }}");

    [Theory]
    [InlineData("async Task Use(TracedTradingSuite suite, string[] ids) { await Parallel.ForEachAsync(ids, async (id, token) => { await suite.[|ClosePositionDirectAsync|](id); }); }")] // it would cancel the other rounds
    [InlineData("async Task Use(TracedTradingSuite suite, string[] ids) { foreach (string id in ids) await One(id); async Task One(string id) { await suite.[|ClosePositionDirectAsync|](id); } }")]
    [InlineData("async Task Use(TracedTradingSuite suite, string[] ids) { await Task.WhenAll(ids.Select(One)); async Task One(string id) { await suite.[|ClosePositionDirectAsync|](id); } }")]
    [InlineData("async Task Use(TracedTradingSuite suite) { Func<string, Task> close = async id => { await suite.[|ClosePositionDirectAsync|](id); }; await close(\"MNQ\"); await close(\"MES\"); }")]
    [InlineData("async Task Use(IDesk desk, TracedTradingSuite suite) { Cancel(); suite.CancelAll(); void Cancel() { desk.[|Cancel|](1); } }")]
    [InlineData("void Use(IDesk desk, TracedTradingSuite suite) { desk.[|Cancel|](1); Action close = suite.CancelAll; Run(() => suite.CancelAll()); void Run(Action action) => action(); }")]
    [InlineData("event Action Tick = null!; void Use(IDesk desk) { Tick += () => { desk.[|Cancel|](1); }; Tick(); }")] // who calls it may call it again
    [InlineData("Func<int, Action> Use(IDesk desk) { return order => () => { desk.[|Cancel|](order); }; }")]
    [InlineData("void Use(IDesk desk) { try { } finally { Action cancel = () => { desk.[|Cancel|](1); }; cancel(); } }")] // it would hide what was thrown
    public Task Is_not_offered_in_or_ahead_of_a_function_that_closes(string method) => Test($"class Guard {{ {method} }}", $"class Guard {{ {method} }}");

    [Theory]
    [InlineData("object Use(IDesk desk) { return new Timer(Tick); void Tick(object? state) { desk.[|Cancel|](1); } }")]
    [InlineData("Timer Use() => new(Tick); IDesk desk = null!; void Tick(object? state) { desk.[|Cancel|](1); }")]
    [InlineData("Timer Use() { TimerCallback tick = this.Tick; return new(tick); } IDesk desk = null!; void Tick(object? state) { desk.[|Cancel|](1); }")]
    [InlineData("void Use(System.Timers.Timer timer) => timer.Elapsed += OnElapsed; IDesk desk = null!; void OnElapsed(object? sender, EventArgs elapsed) { desk.[|Cancel|](1); }")]
    [InlineData("void Use(TimeProvider clock) => clock.CreateTimer(new TimerCallback(Tick), null, default, default); IDesk desk = null!; void Tick(object? state) { desk.[|Cancel|](1); }")]
    [InlineData("void Use() => new Thread(Run).Start(); IDesk desk = null!; void Run() { Cancel(); void Cancel() { desk.[|Cancel|](1); } }")]
    [InlineData("void Use(CancellationToken stop) => stop.Register(Stop); IDesk desk = null!; void Stop() { desk.[|Cancel|](1); }")]
    [InlineData("async void Use(TracedTradingSuite suite) { await Close(); async Task Close() { await suite.[|ClosePositionDirectAsync|](\"MNQ\"); } }")]
    [InlineData("async void Use(IDesk desk) { Action cancel = () => { desk.[|Cancel|](1); }; cancel(); await Task.Yield(); }")]
    [InlineData("void Use(IDesk desk) { ThreadPool.QueueUserWorkItem(_ => Cancel()); void Cancel() { desk.[|Cancel|](1); } }")]
    [InlineData("~Guard() { desk.[|Cancel|](1); } IDesk desk = null!;")]
    [InlineData("} class Job(IDesk desk) : IThreadPoolWorkItem { public void Execute() { desk.[|Cancel|](1); }")]
    [InlineData("} class Job(IDesk desk) : IThreadPoolWorkItem { void IThreadPoolWorkItem.Execute() { desk.[|Cancel|](1); }")]
    public Task Is_not_offered_where_nobody_can_catch_it(string method) => Test($"class Guard {{ {method} }}", $"class Guard {{ {method} }}");

    [Theory]
    [InlineData("Timer Start(IDesk desk) => new(_ => Use(desk));")]
    [InlineData("ITimer Start(IDesk desk, TimeProvider clock) => clock.CreateTimer(_ => Use(desk), null, default, default);")]
    [InlineData("Timer Start(IDesk desk) => new(_ => Tick(desk)); void Tick(IDesk desk) => Use(desk);")]
    [InlineData("async void Start(IDesk desk) { await Task.Yield(); Use(desk); }")]
    [InlineData("} class Host { Timer Start(Guard guard, IDesk desk) => new(_ => guard.Use(desk));")]
    [InlineData("void Tick(object? state) => Use((IDesk)state!); class Host { Timer Start(Guard guard) => new(guard.Tick); }")]
    [InlineData("public void Tick(object? state) => Use((IDesk)state!); } class Host { Timer Start(Guard guard) => new(guard.Tick);")]
    [InlineData("Timer Start(IDesk[] desks) => new(_ => Array.ForEach(desks, Use));")]
    [InlineData("Timer Start(IDesk desk) => new(_ => Use(desk)); void Stop(IDesk desk) { try { Use(desk); } catch { } }")]
    [InlineData("Timer Start(IDesk desk) => new(_ => { try { } catch { Use(desk); } });")]
    [InlineData("Timer Start(IDesk desk) => new(_ => { try { Use(desk); } catch (TimeoutException) { } });")]
    [InlineData("Timer Start(IDesk desk) => new(_ => { try { Use(desk); } catch { Console.Beep(); throw; } });")]
    [InlineData("Timer Start(IDesk desk) => new(_ => { try { Use(desk); } finally { Console.Beep(); } });")]
    [InlineData("Timer Start(IDesk desk) { try { return new(_ => Use(desk)); } catch { return null!; } }")]
    [InlineData("Timer Start(IDesk desk) { try { return new(Tick); void Tick(object? state) => Use(desk); } catch { return null!; } }")]
    [InlineData("Timer Start(IDesk desk) => new(_ => { try { Use(desk); } catch (Exception exception) when (exception is TimeoutException) { } });")]
    [InlineData("Timer Start(IDesk desk) => new(_ => { try { Use(desk); } catch (Exception exception) when (exception is not InvalidOperationException) { } });")]
    [InlineData("Timer Start(IDesk desk) => new(_ => { try { Use(desk); } catch (InvalidOperationException) { throw; } catch (Exception) { } });")]
    [InlineData("void Start(IDesk desk) { Action work = Tick; ThreadPool.QueueUserWorkItem(_ => work()); void Tick() => Use(desk); }")]
    [InlineData("void Start() { Action<IDesk> work; work = Use; ThreadPool.QueueUserWorkItem(_ => work(null!)); }")]
    [InlineData("readonly Action<IDesk> _work; public Guard() => _work = Use; Timer Start(IDesk desk) => new(_ => _work(desk));")]
    [InlineData("Action<IDesk>? _work; void Set(IDesk desk) => _work ??= desk => Use(desk); Timer Start(IDesk desk) => new(_ => _work?.Invoke(desk));")]
    [InlineData("TimerCallback Work { get; set; } = null!; void Set(IDesk desk) => Work = _ => Use(desk); Timer Start() => new(Work);")]
    [InlineData("WaitCallback? _work; void Set(IDesk desk) => _work = _ => Use(desk); void Start() => ThreadPool.QueueUserWorkItem(_work!);")]
    [InlineData("static readonly Action<Guard, IDesk> Work = Run; static void Run(Guard guard, IDesk desk) => guard.Use(desk); Timer Start(IDesk desk) => new(_ => Work(this, desk));")]
    [InlineData("static Action<Guard, IDesk> Work { get; } = static (guard, desk) => guard.Use(desk); Timer Start(IDesk desk) => new(_ => Work(this, desk));")]
    [InlineData("event Action<IDesk>? Due; void Set() => Due += Use; Timer Start(IDesk desk) => new(_ => Due?.Invoke(desk));")]
    [InlineData("event Action<IDesk>? Due; void Set() { Action<IDesk> use = Use; Due += use; } Timer Start(IDesk desk) => new(_ => Due?.Invoke(desk));")]
    [InlineData("IDesk desk = null!; void OnCancel(object? sender, ConsoleCancelEventArgs pressed) => Use(desk); void Start() => Console.CancelKeyPress += OnCancel;")]
    [InlineData("void Start(IDesk desk) => AppDomain.CurrentDomain.ProcessExit += (_, _) => Use(desk);")]
    [InlineData("void Start(IDesk desk, System.IO.FileSystemWatcher files) => files.Created += (_, _) => Use(desk);")]
    [InlineData("void Start(IDesk desk, System.Diagnostics.Process process) => process.Exited += (_, _) => Use(desk);")]
    [InlineData("void Start(IDesk desk) => System.Net.NetworkInformation.NetworkChange.NetworkAddressChanged += (_, _) => Use(desk);")]
    [InlineData("IDesk desk = null!; void OnSignal(System.Runtime.InteropServices.PosixSignalContext signal) => Use(desk); IDisposable Start() => System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, OnSignal);")]
    [InlineData("async Task OnceAsync(IDesk desk) { await Task.Yield(); Use(desk); } void Start(IDesk desk) => _ = OnceAsync(desk);")]
    [InlineData("async ValueTask OnceAsync(IDesk desk) { await Task.Yield(); Use(desk); } void Start(IDesk desk) { OnceAsync(desk); }")]
    [InlineData("void Start(IDesk desk) { _ = OnceAsync(); async Task OnceAsync() { await Task.Yield(); Use(desk); } }")]
    [InlineData("void Start(IDesk desk) => _ = Task.Run(() => Use(desk));")]
    [InlineData("IDesk desk = null!; void Start() { Task.Run(Once); } void Once() => Use(desk);")]
    [InlineData("Timer Start(IDesk desk) => new(_ => { try { Use(desk); } catch (Exception exception) when (exception is OperationCanceledException) { } });")]
    [InlineData("Action<IDesk>? _work; void Set() => _work += Use; Timer Start(IDesk desk) => new(_ => _work?.Invoke(desk));")]
    [InlineData("Action? _work; void Set(IDesk desk) => _work = () => Use(desk); void Start() { Task.Run(_work!); }")]
    [InlineData("async Task OnceAsync(IDesk desk) { await Task.Yield(); Use(desk); } void Start(IDesk desk) { Func<IDesk, Task> once = OnceAsync; _ = once(desk); }")]
    [InlineData("void Start(IDesk desk) { Func<Task>? once = async () => { await Task.Yield(); Use(desk); }; once?.Invoke(); }")]
    [InlineData("async Task OnceAsync(IDesk desk) { await Task.Yield(); Use(desk); } static void Start(Guard? guard, IDesk desk) => guard?.OnceAsync(desk);")]
    public Task Is_not_offered_in_a_method_that_is_called_where_nobody_can_catch_it(string caller)
    {
        string source = $"class Guard {{ public void Use(IDesk desk) {{ desk.[|Cancel|](1); }} {caller} }}";
        return Test(source, source);
    }

    [Theory]
    [InlineData("Timer Start(IDesk desk) => new(_ => { try { Use(desk); } catch (Exception exception) { Console.WriteLine(exception); } });")]
    [InlineData("Timer Start(IDesk desk) => new(_ => { try { lock (desk) Use(desk); } catch (Exception exception) when (exception is not OperationCanceledException) { } });")]
    [InlineData("Timer Start(IDesk desk) => new(_ => Tick(desk)); void Tick(IDesk desk) { try { Use(desk); } catch { } }")]
    [InlineData("void Start(IDesk desk) { if (desk.Equals(this)) Use(desk); Again(desk); } void Again(IDesk desk) => Start(desk);")]
    [InlineData("Timer Start() => new(_ => Console.WriteLine(nameof(Use)));")]
    [InlineData("/** <summary>Not <see cref=\"Use\"/>.</summary> */ async void Start() => await Task.Yield();")]
    [InlineData("event Action<IDesk> Tick = null!; void Start() => Tick += Use;")]
    [InlineData("event Action<IDesk> Tick = null!; async void Start() { await Task.Yield(); Tick += Use; }")]
    [InlineData("Timer Start(IDesk desk) => new(_ => { try { Use(desk); } catch (TimeoutException) { } catch (Exception) { } });")]
    [InlineData("Timer Start(IDesk desk) => new(_ => { try { Use(desk); } catch { } throw new TimeoutException(); });")]
    [InlineData("Action<IDesk>? _work; Timer Start() => new(_ => _work = Use);")]
    [InlineData("Action<IDesk>? _work; Timer Start(IDesk desk) => new(_ => { try { _work?.Invoke(desk); } catch { } }); void Set() => _work = Use;")]
    [InlineData("event Action<IDesk>? Due; Timer Start(IDesk desk) => new(_ => { Due += Use; Due -= Use; });")]
    [InlineData("void Start(IDesk desk, System.Collections.ObjectModel.ObservableCollection<int> orders) => orders.CollectionChanged += (_, _) => Use(desk);")]
    [InlineData("Task OnceAsync(IDesk desk) { Use(desk); return Task.CompletedTask; } void Start(IDesk desk) => _ = OnceAsync(desk);")] // is thrown before there is a task
    [InlineData("async Task OnceAsync(IDesk desk) { await Task.Yield(); Use(desk); } Task? _last; void Start(IDesk desk) => _last = OnceAsync(desk); async Task StopAsync(IDesk desk) { await OnceAsync(desk); }")]
    [InlineData("async Task OnceAsync(IDesk desk) { await Task.Yield(); try { Use(desk); } catch { } } void Start(IDesk desk) => _ = OnceAsync(desk);")]
    [InlineData("Task Start(IDesk desk) => Task.Run(() => Use(desk));")]
    [InlineData("void Start(IDesk[] desks) => Array.ForEach(desks, Use);")]
    [InlineData("void Start(IDesk desk) { _ = Once(); Task Once() { Use(desk); return Task.CompletedTask; } }")]
    [InlineData("Task OnceAsync(IDesk desk) { Use(desk); return Task.CompletedTask; } void Start(IDesk desk) { Func<IDesk, Task> once = OnceAsync; _ = once(desk); }")]
    public Task Is_offered_in_a_method_whose_callers_may_catch_it(string caller)
    {
        string source = $"class Guard {{ public void Use(IDesk desk) {{ desk.[|Cancel|](1); }} {caller} }}";
        return Test(source, source.Replace("desk.[|Cancel|](1);", Checked, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(15, false)]
    [InlineData(16, true)]
    public Task Is_not_followed_for_ever(int calls, bool isOffered)
    {
        string callers = string.Join(" ", Enumerable.Range(1, calls).Select(static call => $"void Use{call}(IDesk desk) => Use{call - 1}(desk);"));
        string source = $"class Guard {{ void Use0(IDesk desk) {{ desk.[|Cancel|](1); }} {callers} Timer Start(IDesk desk) => new(_ => Use{calls}(desk)); }}";
        return Test(source, isOffered ? source.Replace("desk.[|Cancel|](1);", Checked, StringComparison.Ordinal) : source);
    }

    [Fact]
    public Task Is_followed_through_each_method_once()
    {
        string often = string.Concat(Enumerable.Repeat("Use(desk); ", 16));
        string source = $"class Guard {{ void Use(IDesk desk) {{ desk.[|Cancel|](1); }} void Again(IDesk desk) {{ {often} }} void Tick(IDesk desk) => Use(desk); Timer Start(IDesk desk) => new(_ => Tick(desk)); }}";
        return Test(source, source);
    }

    [Theory]
    [InlineData("void Use(IDesk desk) { desk.[|Cancel|](1); } void Use(object? state) { } Timer Start() => new(Use);")]
    [InlineData("void Use(IDesk desk) { TimerCallback tick = _ => { desk.[|Cancel|](1); }; tick(null); }")]
    [InlineData("void Use(IDesk desk) { desk.[|Cancel|](1); } Task Start(IDesk desk) => Task.Run(() => Use(desk)); Action<IDesk> Get() => Use; string Name => nameof(Use);")]
    [InlineData("async void Use(IDesk desk) { await Task.Yield(); try { desk.[|Cancel|](1); } catch { } }")]
    [InlineData("} class Job(IDesk desk) : IThreadPoolWorkItem { public void Execute() { } public void Run() { desk.[|Cancel|](1); }")]
    [InlineData("} class Job(IDesk desk) : IDisposable { public void Dispose() { desk.[|Cancel|](1); }")]
    [InlineData("void Use(IDesk desk) { Run(); Action later = Run; void Run() { desk.[|Cancel|](1); } } event Action Tick = null!;")]
    [InlineData("void Use(IDesk desk) { Action cancel; cancel = () => { desk.[|Cancel|](1); }; cancel(); }")]
    [InlineData("void Use(IDesk desk, TracedTradingSuite suite) { Action reset = Of(suite).Reset; desk.[|Cancel|](1); reset(); } Guard Of(TracedTradingSuite suite) => this; void Reset() { }")]
    public Task Is_offered_where_somebody_may_catch_it(string method)
        => Test($"class Guard {{ {method} }}", $"class Guard {{ {method.Replace("desk.[|Cancel|](1);", Checked, StringComparison.Ordinal)} }}");

    [Fact]
    public Task Is_offered_in_a_function_that_is_called_once() => Test("""
        class Guard
        {
            void Use(IDesk desk, TracedTradingSuite suite)
            {
                suite.CancelAll();
                Action cancel = () =>
                {
                    desk.[|Cancel|](1);
                };
                cancel();
                Cancel();
                void Cancel()
                {
                    desk.[|Cancel|](2);
                }
            }
        }
        """, """
        class Guard
        {
            void Use(IDesk desk, TracedTradingSuite suite)
            {
                suite.CancelAll();
                Action cancel = () =>
                {
                    desk.[|Cancel|](1);
                };
                cancel();
                Cancel();
                void Cancel()
                {
                    if (!desk.Cancel(2))
                        throw new InvalidOperationException("Cancel was refused.");
                }
            }
        }
        """);

    private static Task Test(string before, string after) => new CodeFixTest<UncheckedResult, CheckResult>(Desk + before, Desk + after).WithoutNoise().RunAsync();

    private const string Checked = "if (!desk.Cancel(1))\n    throw new InvalidOperationException(\"Cancel was refused.\");";

    private const string Desk = """
        public interface IDesk
        {
            [BrokerCall("cancel")] bool Cancel(int order);
        }

        """;
}
