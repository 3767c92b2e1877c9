using RiskTraceGen;
using TradingBot.Domain;

namespace TradingBot.Risk;

/// <summary>
/// What rules decided to close and is held still: contracts by themselves, or everything. With a file it survives
/// the process, and a bot that is started again goes on with it, as far as it is held then.
/// </summary>
public sealed class Decisions
{
    private readonly string _accountId;
    private readonly AccountsFile<DecisionsState>? _file;
    private readonly StateSaving _saving;

    /// <summary>
    /// Contracts that are to be closed by themselves, with the side: what is held on the other one is another position, of which nobody has decided.
    /// </summary>
    private readonly Dictionary<string, int> _toClose = [];
    private bool _isWritten = true;

    /// <param name="accountId">The account.</param>
    /// <param name="file">Where they are kept; null for memory alone.</param>
    /// <param name="held">
    /// What the account holds when the bot comes: of a contract that is not held any more, or on the other side, nothing is to be closed.
    /// </param>
    /// <param name="tracer">Is told when they could not be saved.</param>
    public Decisions(string accountId, AccountsFile<DecisionsState>? file, IReadOnlyList<Position> held, RiskTracer tracer)
    {
        (_accountId, _file) = (accountId, file);
        _saving = new StateSaving(accountId, "decisions", "what is to be closed", tracer);
        if (file?.Of(accountId) is not { } earlier)
            return;

        Flattening = earlier.Flattening;
        foreach (ContractToClose contract in earlier.ToClose.Where(
            contract => held.Any(position => position.ContractId == contract.ContractId && position.Size > 0 == contract.IsLong)))
            _toClose.Add(contract.ContractId, contract.IsLong ? 1 : -1);
        _isWritten = _toClose.Count == earlier.ToClose.Count;
        OfEarlierRun =
        [
            .. _toClose.Keys.Select(contractId => $"{contractId} is to be closed"),
            .. Flattening is { } reason ? [$"everything is to be closed: {reason}"] : (string[])[]
        ];
    }

    /// <summary>What an earlier run decided and this one goes on with, in words.</summary>
    public IReadOnlyList<string> OfEarlierRun { get; } = [];

    /// <summary>Why everything is to be closed; null if it is not.</summary>
    public string? Flattening { get; private set; }

    /// <summary>The contracts that are to be closed by themselves.</summary>
    public IReadOnlyCollection<string> ToClose => _toClose.Keys;

    /// <summary>Whether a contract is to be closed by itself.</summary>
    public bool IsToBeClosed(string contractId) => _toClose.ContainsKey(contractId);

    /// <summary>A contract is to be closed by itself.</summary>
    /// <param name="contractId">The contract.</param>
    /// <param name="held">What is held of it, signed.</param>
    public void Close(string contractId, int held)
    {
        int side = Math.Sign(held);
        _isWritten &= _toClose.GetValueOrDefault(contractId) == side;
        _toClose[contractId] = side;
    }

    /// <summary>Ends what was decided of a contract where nothing is held of it any more, or the other side.</summary>
    /// <returns>Whether nothing is to be closed of it any more.</returns>
    public bool EndIfDone(string contractId, int held)
    {
        int side = Math.Sign(held);
        if (side != 0 && _toClose.GetValueOrDefault(contractId, side) == side)
            return false;
        _isWritten &= !_toClose.Remove(contractId);
        return true;
    }

    /// <summary>Everything is to be closed, for a reason; or not any more, for none.</summary>
    public void Flatten(string? reason)
    {
        _isWritten &= Flattening == reason;
        Flattening = reason;
    }

    /// <summary>Writes down what has changed. To be called once a close that was decided has left: it waits for no disk.</summary>
    public void Save()
    {
        if (_file is null || _isWritten)
            return;
        _isWritten = _saving.Try(() => _file.Write(
            new DecisionsState(_accountId, [.. _toClose.Select(contract => new ContractToClose(contract.Key, contract.Value > 0))], Flattening)));
    }
}
