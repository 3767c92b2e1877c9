using TradingBot.CommandLine;

var error = TextWriter.Synchronized(new LossyOutput(Console.Error, tell: null));
var output = new LossyOutput(Console.Out, error.WriteLine);
Console.SetError(error);
Console.SetOut(output);
using var interruption = new Interruption(Environment.Exit, error.WriteLine);
return output.CodeOf(interruption.CodeOf(await BotCommand.RunAsync(args, interruption.Token)));
