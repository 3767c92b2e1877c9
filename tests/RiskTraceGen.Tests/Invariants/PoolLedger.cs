using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace RiskTraceGen.Tests;

/// <summary>Keeps account of everything that the pools of the process hand out and take back.</summary>
internal sealed class PoolLedger : IPoolObserver, IDisposable
{
    private readonly ConcurrentDictionary<Type, Account> _accounts = new();
    private readonly ConcurrentQueue<string> _violations = new();

    public PoolLedger() => PoolObservation.Observer = this;

    public IEnumerable<string> Violations => _violations;

    public void OnRented<T>(T? rented) where T : class
    {
        Account account = AccountOf<T>();
        Interlocked.Increment(ref account.Rented);
        if (rented is not null && account.Inside.TryGetValue(rented, out StrongBox<int>? inside) && Interlocked.Exchange(ref inside.Value, 0) == 0)
            _violations.Enqueue($"{Name(typeof(T))} was handed out twice");
    }

    public void OnReturned<T>(T returned) where T : class
    {
        Account account = AccountOf<T>();
        Interlocked.Increment(ref account.Returned);
        if (Interlocked.Exchange(ref account.Inside.GetValue(returned, static _ => new StrongBox<int>()).Value, 1) != 0)
            _violations.Enqueue($"{Name(typeof(T))} came back twice");
    }

    /// <summary>How many objects were handed out and did not come back, of all pools of a type such as <c>HookRaise</c>.</summary>
    /// <param name="type">The type's name, without its arguments.</param>
    public long Outside(string type) => _accounts.Where(account => Name(account.Key) == type).Sum(static account => account.Value.Rented - account.Value.Returned);

    /// <summary>How often one was handed out.</summary>
    public long Rented(string type) => _accounts.Where(account => Name(account.Key) == type).Sum(static account => account.Value.Rented);

    public void Dispose() => PoolObservation.Observer = null;

    private static string Name(Type type) => type.Name.Split('`')[0];

    private Account AccountOf<T>() => _accounts.GetOrAdd(typeof(T), static _ => new Account());

    private sealed class Account
    {
        public long Rented;
        public long Returned;

        public ConditionalWeakTable<object, StrongBox<int>> Inside { get; } = [];
    }
}
